// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/vst3/vst3_block.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "host/guard/realtime_guard.hpp"

namespace attacca::validate {

using namespace vst3;  // the structs and results, which every line names

namespace {

constexpr std::size_t kGuard = 32;  ///< Samples before and behind each channel.

// Quiet NaNs with payloads of our own: no plugin writes them by chance.
template <typename Sample>
struct Marks;
template <>
struct Marks<float> {
  using Bits = std::uint32_t;
  static constexpr Bits kGuardBits = 0x7fc5a5a5u;
  static constexpr Bits kUnwritten = 0x7fc3c3c3u;
};
template <>
struct Marks<double> {
  using Bits = std::uint64_t;
  static constexpr Bits kGuardBits = 0x7ff8a5a5a5a5a5a5u;
  static constexpr Bits kUnwritten = 0x7ff8c3c3c3c3c3c3u;
};

template <typename Sample>
bool has_bits(Sample sample, typename Marks<Sample>::Bits bits) {
  return std::bit_cast<typename Marks<Sample>::Bits>(sample) == bits;
}

std::size_t room_for(Vst3Session& session) {
  const auto count = std::max(session.controller()->getParameterCount(), 0);
  return std::clamp<std::size_t>(static_cast<std::size_t>(count), 8, 1024);
}

std::uint64_t silent(std::int32_t channels) {
  return channels >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << channels) - 1;
}

ProcessContext rolling_at(std::int64_t position) {
  ProcessContext context{};
  context.state = ProcessContext::kPlaying | ProcessContext::kTempoValid |
                  ProcessContext::kTimeSigValid | ProcessContext::kContTimeValid |
                  ProcessContext::kProjectTimeMusicValid;
  context.sampleRate = 48000.0;
  context.projectTimeSamples = position;
  context.continousTimeSamples = position;
  context.projectTimeMusic = static_cast<double>(position) / 24000.0;  // at 120 beats a minute
  context.tempo = 120.0;
  context.timeSigNumerator = 4;
  context.timeSigDenominator = 4;
  return context;
}

}  // namespace

template <typename Sample>
Vst3Block<Sample>::Side::Side(const std::vector<std::int32_t>& counts, std::size_t max_samples) {
  std::size_t count = 0;
  for (const std::int32_t channel_count : counts) {
    count += static_cast<std::size_t>(std::max(channel_count, 0));
  }
  const std::size_t stride = max_samples + 2 * kGuard;
  samples.assign(count * stride, std::bit_cast<Sample>(Marks<Sample>::kGuardBits));
  std::size_t next = 0;
  for (const std::int32_t channel_count : counts) {
    auto& bus = channels.emplace_back();
    for (std::int32_t i = 0; i < channel_count; ++i) {
      bus.push_back(samples.data() + next++ * stride + kGuard);
    }
  }
}

template <typename Sample>
std::vector<std::byte> Vst3Block<Sample>::Side::bytes() const {
  const auto all = std::as_bytes(std::span(samples));
  return {all.begin(), all.end()};
}

template <typename Sample>
Vst3Block<Sample>::Vst3Block(Vst3Session& session, std::int32_t max_samples, std::uint64_t seed)
    : session_(session),
      max_samples_(static_cast<std::size_t>(max_samples)),
      input_(session.channel_counts(BusDirections::kInput), max_samples_),
      output_(session.channel_counts(BusDirections::kOutput), max_samples_),
      changes_(room_for(session)),
      changes_out_(room_for(session)),
      random_(seed) {
  changes_.announce_to(visit_);
  events_.announce_to(visit_);
}

template <typename Sample>
void Vst3Block<Sample>::lend(Side& side, std::vector<AudioBusBuffers>& buses) {
  buses.assign(side.channels.size(), {});
  for (std::size_t i = 0; i < buses.size(); ++i) {
    buses[i].numChannels = static_cast<std::int32_t>(side.channels[i].size());
    if constexpr (std::is_same_v<Sample, float>) {
      buses[i].channelBuffers32 = side.channels[i].data();
    } else {
      buses[i].channelBuffers64 = side.channels[i].data();
    }
  }
}

template <typename Sample>
void Vst3Block<Sample>::prepare(std::int32_t samples) {
  samples_ = static_cast<std::size_t>(samples);
  for (auto& bus : input_.channels) {
    for (Sample* const channel : bus) {
      for (std::size_t i = 0; i < samples_; ++i) {
        const double noise = static_cast<double>(random_() >> 11) * 0x1.0p-53 - 0.5;
        channel[i] = is_silent ? Sample{0} : static_cast<Sample>(noise);
      }
    }
  }
  for (auto& bus : output_.channels) {
    for (Sample* const channel : bus) {
      std::fill_n(channel, max_samples_, std::bit_cast<Sample>(Marks<Sample>::kUnwritten));
    }
  }
  inputs_before_ = input_.bytes();
  lend(input_, inputs);
  lend(output_, outputs);
  for (AudioBusBuffers& bus : inputs) bus.silenceFlags = is_silent ? silent(bus.numChannels) : 0;
  changes_.clear();
  changes_out_.clear();
  events_.clear();
  events_out_.clear();

  process_context_ = rolling_at(position_);
  data = {};
  data.processMode = ProcessModes::kRealtime;
  data.symbolicSampleSize = std::is_same_v<Sample, float> ? SymbolicSampleSizes::kSample32
                                                          : SymbolicSampleSizes::kSample64;
  data.numSamples = samples;
  data.numInputs = static_cast<std::int32_t>(inputs.size());
  data.numOutputs = static_cast<std::int32_t>(outputs.size());
  data.inputs = inputs.empty() ? nullptr : inputs.data();
  data.outputs = outputs.empty() ? nullptr : outputs.data();
  data.inputParameterChanges = &changes_;
  data.outputParameterChanges = &changes_out_;
  data.inputEvents = &events_;
  data.outputEvents = &events_out_;
  data.processContext = &process_context_;
}

template <typename Sample>
TResult Vst3Block<Sample>::run() noexcept {
  visit_.expect(visitor_);
  position_ += static_cast<std::int64_t>(samples_);
  const host::RealtimeScope scope(session_.check().realtime());
  return session_.processor()->process(data);
}

template <typename Sample>
std::span<const Sample> Vst3Block<Sample>::output(std::size_t bus, std::size_t channel) const {
  return {output_.channels.at(bus).at(channel), samples_};
}

template <typename Sample>
bool Vst3Block<Sample>::stayed_inside() const {
  using Mark = Marks<Sample>;
  for (const Side* const side : {&input_, &output_}) {
    for (const auto& bus : side->channels) {
      for (const Sample* const channel : bus) {
        for (std::size_t i = 0; i < kGuard; ++i) {
          if (!has_bits(*(channel - kGuard + i), Mark::kGuardBits)) return false;
          if (!has_bits(channel[max_samples_ + i], Mark::kGuardBits)) return false;
        }
        if (side == &input_) continue;
        for (std::size_t i = samples_; i < max_samples_; ++i) {
          if (!has_bits(channel[i], Mark::kUnwritten)) return false;
        }
      }
    }
  }
  return true;
}

template <typename Sample>
bool Vst3Block<Sample>::wrote_everything() const {
  for (const auto& bus : output_.channels) {
    for (const Sample* const channel : bus) {
      for (std::size_t i = 0; i < samples_; ++i) {
        if (has_bits(channel[i], Marks<Sample>::kUnwritten)) return false;
      }
    }
  }
  return true;
}

template <typename Sample>
bool Vst3Block<Sample>::is_finite() const {
  for (const auto& bus : output_.channels) {
    for (const Sample* const channel : bus) {
      for (std::size_t i = 0; i < samples_; ++i) {
        if (!std::isfinite(channel[i])) return false;
      }
    }
  }
  return true;
}

template <typename Sample>
std::string Vst3Block<Sample>::fault(TResult result) const {
  if (result != kResultOk) return "process() answered " + name_of(result);
  if (!stayed_inside()) return "samples outside the block were written";
  if (!left_inputs_alone()) return "the input buffers were changed";
  if (!wrote_everything()) return "output samples were not written";
  if (!is_finite()) return "the output holds NaN or infinity";
  return {};
}

template class Vst3Block<float>;
template class Vst3Block<double>;

TResult flush(Vst3Session& session, const ParameterValues& values) {
  host::ParameterChanges changes(std::max<std::size_t>(values.size(), 1));
  for (const auto& [id, value] : values) changes.add(id, 0, value);
  ProcessData data{};
  data.inputParameterChanges = &changes;
  const host::RealtimeScope scope(session.check().realtime());
  return session.processor()->process(data);
}

ParameterValues other_values(Vst3Session& session) {
  ParameterValues values;
  for (const ParameterInfo& info : session.writable()) {
    if (has(info.flags, ParameterInfo::kIsBypass)) continue;
    const double present = session.controller()->getParamNormalized(info.id);
    values[info.id] = present > 0.5 ? 0.0 : 1.0;
  }
  return values;
}

}  // namespace attacca::validate
