// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "validate/playback.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

namespace attacca::validate {

namespace {

/// Samples before and behind every channel that nobody may touch.
constexpr std::uint32_t kGuard = 32;
// Quiet NaNs with payloads of our own: no plugin writes them by chance.
constexpr std::uint32_t kGuardBits = 0x7fc5a5a5u;
constexpr std::uint32_t kUnwrittenBits = 0x7fc3c3c3u;

float from_bits(std::uint32_t bits) noexcept {
  return std::bit_cast<float>(bits);
}

bool has_bits(float sample, std::uint32_t bits) noexcept {
  return std::bit_cast<std::uint32_t>(sample) == bits;
}

}  // namespace

Playback::Side::Side(const std::vector<host::PortInfo>& infos, std::uint32_t max_frames) {
  std::size_t count = 0;
  for (const host::PortInfo& info : infos) count += info.channel_count;
  const std::size_t stride = max_frames + 2 * kGuard;
  samples.assign(count * stride, from_bits(kGuardBits));
  std::size_t next = 0;
  for (const host::PortInfo& info : infos) {
    auto& port = channels.emplace_back();
    for (std::uint32_t channel = 0; channel < info.channel_count; ++channel) {
      port.push_back(samples.data() + next++ * stride + kGuard);
    }
  }
  for (const auto& port : channels) ports.push_back({std::span<float* const>(port), 0});
}

Playback::Playback(host::PluginInstance& instance, std::uint32_t max_frames, std::uint64_t seed)
    : instance_(instance),
      max_frames_(max_frames),
      inputs_(instance.ports().inputs, max_frames),
      outputs_(instance.ports().outputs, max_frames),
      inputs_before_(inputs_.samples.size()),
      random_(seed) {}

float Playback::next_sample(std::uint32_t frame) noexcept {
  const auto noise = [this] {
    return static_cast<float>(static_cast<double>(random_() >> 11) * 0x1.0p-52 - 1.0);
  };
  switch (signal) {
    case Signal::silence:
      return 0.0f;
    case Signal::noise:
      return 0.25f * noise();
    case Signal::sine: {
      const double time = static_cast<double>(position_ + frame) / sample_rate;
      return static_cast<float>(0.5 * std::sin(2.0 * std::numbers::pi * 440.0 * time));
    }
    case Signal::constant:
      return 0.5f;
    case Signal::loud_noise:
      return 100.0f * noise();
    case Signal::denormals:
      return std::numeric_limits<float>::denorm_min() * (1.0f + std::abs(noise()) * 1000.0f);
    case Signal::nan:
      return std::numeric_limits<float>::quiet_NaN();
    case Signal::infinity:
      return std::numeric_limits<float>::infinity();
  }
  return 0.0f;
}

void Playback::fill_input(std::uint32_t frames) noexcept {
  for (std::size_t port = 0; port < inputs_.channels.size(); ++port) {
    const bool is_silent = signal == Signal::silence || port > 0;
    for (float* const channel : inputs_.channels[port]) {
      for (std::uint32_t i = 0; i < frames; ++i) channel[i] = port == 0 ? next_sample(i) : 0.0f;
    }
    const std::size_t count = inputs_.channels[port].size();
    const std::uint64_t all = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    inputs_.ports[port].silent_channels = flags_silence && is_silent ? all : 0;
  }
}

host::ProcessStatus Playback::run(std::uint32_t frames, std::span<const host::ParameterEdit> edits,
                                  std::span<const host::NoteEvent> notes) noexcept {
  frames_ = std::min(frames, max_frames_);
  fill_input(frames_);
  was_in_place_ = in_place && !inputs_.channels.empty() && !outputs_.channels.empty() &&
                  inputs_.channels[0].size() == outputs_.channels[0].size();
  for (auto& port : outputs_.channels) {
    for (float* const channel : port) std::fill_n(channel, max_frames_, from_bits(kUnwrittenBits));
  }
  if (was_in_place_) {
    for (std::size_t i = 0; i < outputs_.channels[0].size(); ++i) {
      std::copy_n(inputs_.channels[0][i], frames_, outputs_.channels[0][i]);
    }
  }
  std::copy(inputs_.samples.begin(), inputs_.samples.end(), inputs_before_.begin());
  for (host::PortBuffers& port : outputs_.ports) port.silent_channels = 0;

  host::Transport transport;
  transport.is_playing = is_rolling;
  transport.position_frames = position_;
  transport.sample_rate = sample_rate;
  host::ProcessBlock block;
  // In place, the plugin reads its main input where it writes its main output.
  const host::PortBuffers input =
      was_in_place_
          ? host::PortBuffers{outputs_.ports[0].channels, inputs_.ports[0].silent_channels}
          : host::PortBuffers{};
  std::array<host::PortBuffers, 8> lent;
  std::span<const host::PortBuffers> inputs = inputs_.ports;
  if (was_in_place_ && inputs.size() <= lent.size()) {
    std::copy(inputs.begin(), inputs.end(), lent.begin());
    lent[0] = input;
    inputs = {lent.data(), inputs.size()};
  }
  block.frames = frames_;
  block.inputs = inputs;
  block.outputs = outputs_.ports;
  block.edits = edits;
  block.notes = notes;
  block.transport = has_transport ? &transport : nullptr;
  block.steady_frames = position_;
  block.visitor = visitor;
  const host::ProcessStatus status = instance_.process(block);
  position_ += frames_;
  return status;
}

std::span<const float> Playback::output(std::size_t port, std::size_t channel) const {
  return {outputs_.channels.at(port).at(channel), frames_};
}

std::size_t Playback::output_channels(std::size_t port) const {
  return outputs_.channels.at(port).size();
}

std::vector<float> Playback::all_output() const {
  std::vector<float> all;
  for (const auto& port : outputs_.channels) {
    for (const float* const channel : port) all.insert(all.end(), channel, channel + frames_);
  }
  return all;
}

std::uint64_t Playback::silence_flags(std::size_t port) const {
  return outputs_.ports.at(port).silent_channels;
}

float Playback::peak() const {
  float peak = 0.0f;
  for (const float sample : all_output()) peak = std::max(peak, std::abs(sample));
  return peak;
}

bool Playback::is_finite() const {
  const auto all = all_output();
  return std::all_of(all.begin(), all.end(), [](float sample) { return std::isfinite(sample); });
}

bool Playback::wrote_everything() const {
  const auto all = all_output();
  return std::none_of(all.begin(), all.end(),
                      [](float sample) { return has_bits(sample, kUnwrittenBits); });
}

bool Playback::guards_hold(const Side& side) const {
  for (const auto& port : side.channels) {
    for (const float* const channel : port) {
      for (std::uint32_t i = 1; i <= kGuard; ++i) {
        if (!has_bits(channel[-static_cast<std::ptrdiff_t>(i)], kGuardBits)) return false;
        if (!has_bits(channel[max_frames_ + i - 1], kGuardBits)) return false;
      }
    }
  }
  return true;
}

bool Playback::stayed_inside() const {
  for (const auto& port : outputs_.channels) {
    for (const float* const channel : port) {
      for (std::uint32_t i = frames_; i < max_frames_; ++i) {
        if (!has_bits(channel[i], kUnwrittenBits)) return false;
      }
    }
  }
  return guards_hold(inputs_) && guards_hold(outputs_);
}

bool Playback::left_inputs_alone() const {
  return std::equal(inputs_before_.begin(), inputs_before_.end(), inputs_.samples.begin(),
                    [](float before, float now) {
                      return std::bit_cast<std::uint32_t>(before) ==
                             std::bit_cast<std::uint32_t>(now);
                    });
}

}  // namespace attacca::validate
