// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/transport.hpp"

#include <cmath>

namespace attacca::vst3_wrapper {
namespace {

void read_position(const vst3::ProcessContext& context, Transport& transport) noexcept {
  using State = vst3::ProcessContext;
  transport.position_samples = context.projectTimeSamples;
  if (std::isfinite(context.sampleRate) && context.sampleRate > 0.0) {
    transport.position_seconds =
        static_cast<double>(context.projectTimeSamples) / context.sampleRate;
  }
  if (vst3::has(context.state, State::kProjectTimeMusicValid)) {
    transport.position_beats = context.projectTimeMusic;
  }
  if (vst3::has(context.state, State::kBarPositionValid)) {
    transport.bar_start_beats = context.barPositionMusic;
  }
  if (vst3::has(context.state, State::kCycleValid)) {
    transport.loop_beats = Transport::BeatRange{context.cycleStartMusic, context.cycleEndMusic};
  }
}

void read_metre(const vst3::ProcessContext& context, Transport& transport) noexcept {
  using State = vst3::ProcessContext;
  if (vst3::has(context.state, State::kTempoValid) && std::isfinite(context.tempo) &&
      context.tempo > 0.0) {
    transport.tempo = context.tempo;
  }
  const auto in_range = [](std::int32_t number) { return number > 0 && number <= 0xFFFF; };
  if (vst3::has(context.state, State::kTimeSigValid) && in_range(context.timeSigNumerator) &&
      in_range(context.timeSigDenominator)) {
    transport.time_signature =
        Transport::TimeSignature{static_cast<std::uint16_t>(context.timeSigNumerator),
                                 static_cast<std::uint16_t>(context.timeSigDenominator)};
  }
}

}  // namespace

Transport to_transport(const vst3::ProcessContext* context) noexcept {
  using State = vst3::ProcessContext;
  Transport transport;
  if (context == nullptr) return transport;
  transport.playing = vst3::has(context->state, State::kPlaying);
  transport.recording = vst3::has(context->state, State::kRecording);
  transport.looping = vst3::has(context->state, State::kCycleActive);
  read_position(*context, transport);
  read_metre(*context, transport);
  return transport;
}

HostClock to_clock(const vst3::ProcessContext* context) noexcept {
  using State = vst3::ProcessContext;
  HostClock clock;
  if (context == nullptr) return clock;
  if (vst3::has(context->state, State::kContTimeValid)) {
    clock.steady_samples = context->continousTimeSamples;
  }
  if (vst3::has(context->state, State::kSystemTimeValid)) clock.system_ns = context->systemTime;
  return clock;
}

}  // namespace attacca::vst3_wrapper
