// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>

#include "host/plugin/instance_exchange.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {

namespace {

void lend(const PortBuffers& port, vst3::AudioBusBuffers& bus, bool is_input) noexcept {
  bus.numChannels = static_cast<std::int32_t>(port.count());
  bus.silenceFlags = is_input ? port.silent_channels : 0;
  // The array of pointers is lent, not to be changed.
  if (port.doubles.empty()) {
    bus.channelBuffers32 = const_cast<float**>(port.channels.data());
  } else {
    bus.channelBuffers64 = const_cast<double**>(port.doubles.data());
  }
}

/// Lists that nobody would miss become null. The one for output values is missed in every block
/// with frames.
void leave_out_lists(vst3::ProcessData& data, bool has_output_events) noexcept {
  if (data.inputParameterChanges->getParameterCount() == 0) data.inputParameterChanges = nullptr;
  if (data.inputEvents->getEventCount() == 0) data.inputEvents = nullptr;
  if (!has_output_events) data.outputEvents = nullptr;
  if (data.numSamples == 0) data.outputParameterChanges = nullptr;
}

}  // namespace

ProcessStatus Vst3Instance::do_process(ProcessBlock& block,
                                       std::span<const ParameterEdit> edits) noexcept {
  const std::size_t inputs = block.frames > 0 ? std::min(block.inputs.size(), buses_in_.size()) : 0;
  const std::size_t outputs =
      block.frames > 0 ? std::min(block.outputs.size(), buses_out_.size()) : 0;
  for (std::size_t i = 0; i < inputs; ++i) lend(block.inputs[i], buses_in_[i], true);
  for (std::size_t i = 0; i < outputs; ++i) lend(block.outputs[i], buses_out_[i], false);
  if (profile_.vst3_inactive_buses) {
    for (std::size_t i = 1; i < inputs; ++i) buses_in_[i].channelBuffers32 = no_channels_.data();
    for (std::size_t i = 1; i < outputs; ++i) {
      buses_out_[i].channelBuffers32 = no_channels_.data();
      // Nobody writes there: a bus that is switched off is silent.
      for (float* const channel : block.outputs[i].channels) {
        std::fill_n(channel, block.frames, 0.0f);
      }
      for (double* const channel : block.outputs[i].doubles) {
        std::fill_n(channel, block.frames, 0.0);
      }
    }
  }
  changes_in_->clear();
  changes_out_->clear();
  events_in_.clear();
  events_out_.clear();
  add_late_edits();
  for (const ParameterEdit& edit : edits) {
    changes_in_->add(edit.id, static_cast<std::int32_t>(edit.frame), edit.normalized);
  }
  if (block.frames > 0) add_notes(block.notes);
  visit_.expect(block.visitor);
  fill_context(block);

  vst3::ProcessData data{};
  data.processMode = process_mode();
  data.symbolicSampleSize =
      plays_doubles() ? vst3::SymbolicSampleSizes::kSample64 : vst3::SymbolicSampleSizes::kSample32;
  data.numSamples = static_cast<std::int32_t>(block.frames);
  data.numInputs = static_cast<std::int32_t>(inputs);
  data.numOutputs = static_cast<std::int32_t>(outputs);
  data.inputs = inputs > 0 ? buses_in_.data() : nullptr;
  data.outputs = outputs > 0 ? buses_out_.data() : nullptr;
  data.inputParameterChanges = changes_in_.get();
  data.outputParameterChanges = changes_out_.get();
  data.inputEvents = &events_in_;
  data.outputEvents = &events_out_;
  if (profile_.vst3_null_lists) leave_out_lists(data, !ports_.note_outputs.empty());
  data.processContext = block.transport != nullptr ? &process_context_ : nullptr;
  const vst3::TResult result = processor_->process(data);
  if (result != vst3::kResultOk) return ProcessStatus::error;
  for (std::size_t i = 0; i < outputs; ++i) {
    block.outputs[i].silent_channels = buses_out_[i].silenceFlags;
  }
  take_output(block.frames);
  return ProcessStatus::continue_;
}

void Vst3Instance::take_output(std::uint32_t frames) noexcept {
  for (std::int32_t i = 0; i < changes_out_->getParameterCount(); ++i) {
    vst3::IParamValueQueue* const queue = changes_out_->getParameterData(i);
    const ParameterId id = queue->getParameterId();
    const std::int32_t points = queue->getPointCount();
    if (points == 0) continue;
    std::int32_t offset = 0;
    double value = 0.0;
    (void)queue->getPoint(points - 1, offset, value);
    if (!exchange_->knows(id)) {
      offences_.add(OffenceKind::unknown_parameter, id);
      continue;
    }
    if (!(value >= 0.0 && value <= 1.0)) {
      offences_.add(OffenceKind::value_out_of_range, id);
      if (!std::isfinite(value)) continue;
    }
    if (offset < 0 || offset >= static_cast<std::int32_t>(std::max(frames, 1u))) {
      offences_.add(OffenceKind::output_event_out_of_block, id);
    }
    exchange_->report_from_audio(ReportKind::value, id, value);
  }
  take_notes(frames);
}

void Vst3Instance::fill_context(const ProcessBlock& block) noexcept {
  if (block.transport == nullptr) return;
  using vst3::ProcessContext;
  using Needs = vst3::IProcessContextRequirements;
  const Transport& transport = *block.transport;
  ProcessContext& context = process_context_;
  context = {};
  context.sampleRate = transport.sample_rate;
  context.projectTimeSamples = transport.position_frames;
  // What a plugin did not ask for, a host may leave out; this one does, so that it shows.
  const auto give = [&](Needs::Flags need, ProcessContext::StatesAndFlags valid) {
    const bool wanted = !context_needs_ || vst3::has(*context_needs_, need);
    if (wanted) context.state |= valid;
    return wanted;
  };
  if (!context_needs_ || vst3::has(*context_needs_, Needs::kNeedTransportState)) {
    if (transport.is_playing) context.state |= ProcessContext::kPlaying;
    if (transport.is_recording) context.state |= ProcessContext::kRecording;
  }
  if (give(Needs::kNeedContinousTimeSamples, ProcessContext::kContTimeValid)) {
    context.continousTimeSamples = block.steady_frames;
  }
  if (transport.system_ns >= 0 && give(Needs::kNeedSystemTime, ProcessContext::kSystemTimeValid)) {
    context.systemTime = transport.system_ns;
  }
  if (give(Needs::kNeedProjectTimeMusic, ProcessContext::kProjectTimeMusicValid)) {
    context.projectTimeMusic = transport.quarter_notes();
  }
  if (give(Needs::kNeedBarPositionMusic, ProcessContext::kBarPositionValid)) {
    context.barPositionMusic =
        std::floor(transport.quarter_notes() / transport.bar_length()) * transport.bar_length();
  }
  if (give(Needs::kNeedTempo, ProcessContext::kTempoValid)) context.tempo = transport.tempo;
  if (give(Needs::kNeedTimeSignature, ProcessContext::kTimeSigValid)) {
    context.timeSigNumerator = transport.numerator;
    context.timeSigDenominator = transport.denominator;
  }
}

}  // namespace attacca::host
