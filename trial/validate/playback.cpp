// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/playback.hpp"

#include <algorithm>
#include <array>
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
/// Plugins with more input ports are not played in place.
constexpr std::size_t kMostInputs = 8;

float from_bits(std::uint32_t bits) noexcept {
  return std::bit_cast<float>(bits);
}

// SplitMix64's finaliser (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
std::uint64_t mixed(std::uint64_t bits) noexcept {
  bits += 0x9e3779b97f4a7c15u;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  return bits ^ (bits >> 31);
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
      inputs_before_(inputs_.samples),
      seed_(seed) {
  for (auto& port : outputs_.channels) {
    for (float* const channel : port) std::fill_n(channel, max_frames_, from_bits(kUnwrittenBits));
  }
}

float Playback::sample_at(std::uint64_t frame, std::size_t channel) const noexcept {
  const auto noise = [&] {
    const std::uint64_t bits = mixed(mixed(mixed(seed_) + channel) + frame);
    return static_cast<float>(static_cast<double>(bits >> 11) * 0x1.0p-52 - 1.0);
  };
  switch (signal) {
    case Signal::silence:
      return 0.0f;
    case Signal::noise:
      return 0.25f * noise();
    case Signal::sine: {
      const double time = static_cast<double>(frame) / sample_rate;
      return static_cast<float>(0.5 * std::sin(2.0 * std::numbers::pi * 440.0 * time));
    }
    case Signal::constant:
      return 0.5f;
    case Signal::impulse:
      return frame == 0 ? 1.0f : 0.0f;
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
    const std::size_t count = inputs_.channels[port].size();
    for (std::size_t channel = 0; channel < count; ++channel) {
      float* const samples = inputs_.channels[port][channel];
      for (std::uint32_t i = 0; i < frames; ++i) {
        samples[i] = is_silent ? 0.0f : sample_at(played_ + i, channel);
      }
    }
    const std::uint64_t all = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    inputs_.ports[port].silent_channels = flags_silence && is_silent ? all : 0;
  }
}

bool Playback::can_be_in_place() const {
  const auto& infos = instance_.ports().inputs;
  return !infos.empty() && infos[0].is_in_place && !inputs_.channels.empty() &&
         !outputs_.channels.empty() && inputs_.channels[0].size() == outputs_.channels[0].size() &&
         inputs_.ports.size() <= kMostInputs;
}

host::ProcessStatus Playback::run(std::uint32_t frames, std::span<const host::ParameterEdit> edits,
                                  std::span<const host::NoteEvent> notes) noexcept {
  frames_ = std::min(frames, max_frames_);
  fill_input(frames_);
  const bool is_shared = in_place && can_be_in_place();
  for (auto& port : outputs_.channels) {
    for (float* const channel : port) std::fill_n(channel, max_frames_, from_bits(kUnwrittenBits));
  }
  std::array<host::PortBuffers, kMostInputs> lent;
  std::span<const host::PortBuffers> inputs = inputs_.ports;
  if (is_shared) {
    for (std::size_t i = 0; i < outputs_.channels[0].size(); ++i) {
      std::copy_n(inputs_.channels[0][i], frames_, outputs_.channels[0][i]);
    }
    // The plugin reads its main input where it writes its main output.
    std::copy(inputs.begin(), inputs.end(), lent.begin());
    lent[0].channels = outputs_.ports[0].channels;
    inputs = {lent.data(), inputs.size()};
  }
  std::copy(inputs_.samples.begin(), inputs_.samples.end(), inputs_before_.begin());
  for (host::PortBuffers& port : outputs_.ports) port.silent_channels = 0;

  host::Transport transport;
  transport.is_playing = is_rolling;
  transport.position_frames = position_;
  transport.sample_rate = sample_rate;
  host::ProcessBlock block;
  block.frames = frames_;
  block.inputs = inputs;
  block.outputs = outputs_.ports;
  block.edits = edits;
  block.notes = notes;
  block.transport = has_transport ? &transport : nullptr;
  block.steady_frames = static_cast<std::int64_t>(played_);
  block.visitor = visitor;
  const host::ProcessStatus status = instance_.process(block);
  played_ += frames_;
  if (is_rolling) position_ += frames_;
  return status;
}

std::span<const float> Playback::output(std::size_t port, std::size_t channel) const {
  return {outputs_.channels.at(port).at(channel), frames_};
}

std::span<const float> Playback::input(std::size_t port, std::size_t channel) const {
  return {inputs_.channels.at(port).at(channel), frames_};
}

std::size_t Playback::input_channels(std::size_t port) const {
  return inputs_.channels.at(port).size();
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
  // std::max() drops what is not a number.
  return is_finite() ? peak : std::numeric_limits<float>::infinity();
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
