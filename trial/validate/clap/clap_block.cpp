// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/clap/clap_block.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <type_traits>

namespace attacca::validate {

namespace {

/// Samples before and behind every channel that nobody may touch.
constexpr std::size_t kGuard = 32;
constexpr int kInputSide = 0;
constexpr int kOutputSide = 1;
// A quiet NaN with a payload of our own: no plugin writes it by chance.
const float kGuardFloat = std::bit_cast<float>(0x7fc5a5a5u);
const double kGuardDouble = std::bit_cast<double>(std::uint64_t{0x7ff8a5a5a5a5a5a5u});

/// The first sample that differs in bits, as an index; the size if none does.
template <typename Sample>
std::size_t first_difference(const std::vector<Sample>& a, const std::vector<Sample>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    using Bits = std::conditional_t<sizeof(Sample) == 8, std::uint64_t, std::uint32_t>;
    if (std::bit_cast<Bits>(a[i]) != std::bit_cast<Bits>(b[i])) return i;
  }
  return a.size();
}

bool is_same(const clap::AudioBuffer& a, const clap::AudioBuffer& b) {
  return a.data32 == b.data32 && a.data64 == b.data64 && a.channel_count == b.channel_count &&
         a.latency == b.latency;
}

}  // namespace

ClapBlock::ClapBlock(ClapSession& session, std::uint32_t max_frames, bool wants_doubles)
    : out(session.context().conduct()), session_(session), max_frames_(max_frames) {
  add_side(session.audio_ports(true), false, wants_doubles);
  add_side(session.audio_ports(false), true, wants_doubles);
  point_buffers(false);
  point_buffers(true);
  transport.header = {sizeof transport, 0, clap::kCoreEventSpaceId, clap::EventType::transport,
                      clap::EventFlags{}};
  transport.flags = clap::TransportFlags::has_tempo | clap::TransportFlags::has_beats_timeline |
                    clap::TransportFlags::has_seconds_timeline |
                    clap::TransportFlags::has_time_signature | clap::TransportFlags::is_playing;
  transport.tempo = 120.0;
  transport.tsig_num = 4;
  transport.tsig_denom = 4;
}

void ClapBlock::add_side(const std::vector<clap::AudioPortInfo>& ports, bool is_output,
                         bool wants_doubles) {
  const int side = is_output ? kOutputSide : kInputSide;
  for (std::uint32_t port = 0; port < ports.size(); ++port) {
    const bool is_double =
        wants_doubles && clap::has(ports[port].flags, clap::AudioPortFlags::supports_64bits);
    const std::uint32_t count = ports[port].channel_count;
    for (std::uint32_t channel = 0; channel < count; ++channel) {
      const std::size_t used = is_double ? doubles_.size() : floats_.size();
      channels_.push_back({is_output, port, channel, is_double, used + kGuard});
      if (is_double) {
        doubles_.resize(used + max_frames_ + 2 * kGuard, kGuardDouble);
      } else {
        floats_.resize(used + max_frames_ + 2 * kGuard, kGuardFloat);
      }
    }
    float_pointers_[side].emplace_back(is_double ? 0 : count);
    double_pointers_[side].emplace_back(is_double ? count : 0);
    auto& buffers = is_output ? output_buffers_ : input_buffers_;
    buffers.push_back({nullptr, nullptr, count, 0, 0});
  }
}

void ClapBlock::point_buffers(bool is_output) {
  const int side = is_output ? kOutputSide : kInputSide;
  for (const Channel& channel : channels_) {
    if (channel.is_output != is_output) continue;
    if (channel.is_double) {
      double_pointers_[side][channel.port][channel.channel] = doubles_.data() + channel.begin;
    } else {
      float_pointers_[side][channel.port][channel.channel] = floats_.data() + channel.begin;
    }
  }
  auto& buffers = is_output ? output_buffers_ : input_buffers_;
  for (std::size_t port = 0; port < buffers.size(); ++port) {
    auto& floats = float_pointers_[side][port];
    auto& doubles = double_pointers_[side][port];
    buffers[port].data32 = floats.empty() ? nullptr : floats.data();
    buffers[port].data64 = doubles.empty() ? nullptr : doubles.data();
  }
}

void ClapBlock::fill() {
  std::fill(floats_.begin(), floats_.end(), kGuardFloat);
  std::fill(doubles_.begin(), doubles_.end(), kGuardDouble);
  for (const Channel& channel : channels_) {
    if (channel.is_output) continue;
    for (std::uint32_t frame = 0; frame < frames_; ++frame) {
      const double noise = static_cast<double>(random_() >> 11) * 0x1.0p-53 - 0.5;
      const double value = input == Input::silence ? 0.0 : input == Input::constant ? 0.25 : noise;
      // The same numbers in both precisions.
      const auto sample = static_cast<float>(value);
      if (channel.is_double) {
        doubles_[channel.begin + frame] = static_cast<double>(sample);
      } else {
        floats_[channel.begin + frame] = sample;
      }
    }
  }
  for (clap::AudioBuffer& buffer : input_buffers_) {
    const bool is_constant = marks_constants && input != Input::noise;
    buffer.constant_mask = !is_constant ? 0
                           : buffer.channel_count >= 64
                               ? ~std::uint64_t{0}
                               : (std::uint64_t{1} << buffer.channel_count) - 1;
  }
  for (clap::AudioBuffer& buffer : output_buffers_) buffer.constant_mask = 0;
}

clap::ProcessStatus ClapBlock::run(std::uint32_t frames) {
  frames_ = std::min(frames, max_frames_);
  fill();
  out.begin(frames_);
  const double seconds = static_cast<double>(position_) / 48000.0;
  transport.song_pos_seconds = clap::to_sec_time(seconds);
  transport.song_pos_beats = clap::to_beat_time(seconds * 2.0);
  clap::Process process{};
  process.steady_time = has_steady_time ? position_ : -1;
  process.frames_count = frames_;
  process.transport = has_transport ? &transport : nullptr;
  process.audio_inputs = input_buffers_.empty() ? nullptr : input_buffers_.data();
  process.audio_outputs = output_buffers_.empty() ? nullptr : output_buffers_.data();
  process.audio_inputs_count = static_cast<std::uint32_t>(input_buffers_.size());
  process.audio_outputs_count = static_cast<std::uint32_t>(output_buffers_.size());
  process.in_events = in.list();
  process.out_events = out.list();

  const auto floats = floats_;
  const auto doubles = doubles_;
  const auto inputs = input_buffers_;
  const auto outputs = output_buffers_;
  const clap::ProcessStatus status = session_.process(process);
  position_ += frames_;

  damage_.clear();
  auto floats_now = floats_;
  auto doubles_now = doubles_;
  for (const Channel& channel : channels_) {
    if (!channel.is_output) continue;
    const auto at = static_cast<std::ptrdiff_t>(channel.begin);
    if (channel.is_double) {
      std::copy_n(doubles.begin() + at, frames_, doubles_now.begin() + at);
    } else {
      std::copy_n(floats.begin() + at, frames_, floats_now.begin() + at);
    }
  }
  const auto blame = [&](bool is_double, std::size_t index) {
    const Channel* nearest = nullptr;
    for (const Channel& channel : channels_) {
      if (channel.is_double == is_double && channel.begin <= index + kGuard) nearest = &channel;
    }
    if (nearest == nullptr) return;
    const auto frame = static_cast<std::int64_t>(index) - static_cast<std::int64_t>(nearest->begin);
    damage_ = "frame " + std::to_string(frame) + " of " +
              (nearest->is_output ? "output" : "input") + " port " + std::to_string(nearest->port) +
              ", channel " + std::to_string(nearest->channel) + ", was written in a block of " +
              std::to_string(frames_) + " frames";
  };
  if (const auto at = first_difference(floats_now, floats); at < floats.size()) blame(false, at);
  if (const auto at = first_difference(doubles_now, doubles); at < doubles.size()) blame(true, at);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!is_same(inputs[i], input_buffers_[i]) ||
        inputs[i].constant_mask != input_buffers_[i].constant_mask) {
      damage_ = "the buffer struct of input port " + std::to_string(i) + " was changed";
    }
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (!is_same(outputs[i], output_buffers_[i])) {
      damage_ = "the buffer struct of output port " + std::to_string(i) + " was changed";
    }
  }
  return status;
}

double ClapBlock::read(const Channel& channel, std::uint32_t frame) const {
  return channel.is_double ? doubles_[channel.begin + frame]
                           : static_cast<double>(floats_[channel.begin + frame]);
}

std::uint32_t ClapBlock::channels(std::size_t output) const {
  return output_buffers_.at(output).channel_count;
}

std::uint64_t ClapBlock::constant_mask(std::size_t output) const {
  return output_buffers_.at(output).constant_mask;
}

double ClapBlock::sample(std::size_t output, std::uint32_t channel, std::uint32_t frame) const {
  for (const Channel& each : channels_) {
    if (each.is_output && each.port == output && each.channel == channel) return read(each, frame);
  }
  return 0.0;
}

std::vector<double> ClapBlock::output() const {
  std::vector<double> samples;
  for (const Channel& channel : channels_) {
    if (!channel.is_output) continue;
    for (std::uint32_t frame = 0; frame < frames_; ++frame) samples.push_back(read(channel, frame));
  }
  return samples;
}

double ClapBlock::peak() const {
  double peak = 0.0;
  for (const double sample : output()) peak = std::max(peak, std::abs(sample));
  return peak;
}

std::string ClapBlock::damage() const {
  return damage_;
}

}  // namespace attacca::validate
