// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/sleep_rule.hpp"

#include <algorithm>

namespace attacca::host {

namespace {

bool is_flagged(std::uint64_t silent_channels, std::size_t channel) noexcept {
  return channel < 64 && (silent_channels >> channel & 1) != 0;
}

/// Zeros alone count where `believes` is not set: CLAP's mask says constant, which may be loud.
template <typename Sample>
bool are_silent(std::span<Sample* const> channels, std::uint64_t silent_channels, bool believes,
                std::uint32_t frames) noexcept {
  for (std::size_t i = 0; i < channels.size(); ++i) {
    if (believes && is_flagged(silent_channels, i)) continue;
    const bool is_silent =
        channels[i] == nullptr || std::all_of(channels[i], channels[i] + frames,
                                              [](Sample sample) { return sample == Sample(0); });
    if (!is_silent) return false;
  }
  return true;
}

template <typename Ports>
bool all_silent(const Ports& ports, bool believes, std::uint32_t frames) noexcept {
  return std::all_of(ports.begin(), ports.end(), [&](const PortBuffers& port) {
    return are_silent(port.channels, port.silent_channels, believes, frames) &&
           are_silent(port.doubles, port.silent_channels, believes, frames);
  });
}

}  // namespace

bool has_silent_inputs(const ProcessBlock& block) noexcept {
  return all_silent(block.inputs, true, block.frames);
}

bool has_silent_outputs(const ProcessBlock& block) noexcept {
  return all_silent(block.outputs, false, block.frames);
}

void silence_outputs(ProcessBlock& block) noexcept {
  for (PortBuffers& port : block.outputs) {
    for (float* const channel : port.channels) {
      if (channel != nullptr) std::fill_n(channel, block.frames, 0.0f);
    }
    for (double* const channel : port.doubles) {
      if (channel != nullptr) std::fill_n(channel, block.frames, 0.0);
    }
    const std::size_t count = port.count();
    port.silent_channels =
        count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - std::uint64_t{1};
  }
}

bool SleepRule::may_sleep(const ProcessBlock& block, ProcessStatus status, bool had_input,
                          std::uint32_t tail) noexcept {
  if (had_input || status == ProcessStatus::error) {
    quiet_frames_ = 0;
    return false;
  }
  quiet_frames_ += block.frames;
  const bool tail_is_over = tail != UINT32_MAX && quiet_frames_ >= tail;
  if (format_ == PluginFormat::vst3) return tail_is_over && has_silent_outputs(block);
  switch (status) {
    case ProcessStatus::sleep:
      return true;
    case ProcessStatus::tail:
      return tail_is_over;
    case ProcessStatus::continue_if_not_quiet:
      return has_silent_outputs(block);
    case ProcessStatus::continue_:
    case ProcessStatus::error:
      return false;
  }
  return false;
}

}  // namespace attacca::host
