// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <span>

#include "core/silent_channels.hpp"
#include "wrappers/vst3/events.hpp"
#include "wrappers/vst3/instance.hpp"
#include "wrappers/vst3/transport.hpp"

namespace attacca::vst3_wrapper {
namespace {

ProcessMode to_mode(vst3::ProcessModes mode) noexcept {
  switch (mode) {
    case vst3::ProcessModes::kPrefetch:
      return ProcessMode::buffered;
    case vst3::ProcessModes::kOffline:
      return ProcessMode::offline;
    case vst3::ProcessModes::kRealtime:
      break;
  }
  return ProcessMode::realtime;
}

class TransportSource final : public detail::TransportSource {
 public:
  explicit TransportSource(const vst3::ProcessContext* context) noexcept : context_(context) {}
  [[nodiscard]] Transport read() const noexcept override { return to_transport(context_); }

 private:
  const vst3::ProcessContext* context_;
};

core::PortBuffers to_port(const vst3::AudioBusBuffers& bus, bool doubles) noexcept {
  if (bus.numChannels <= 0) return {};
  const auto channels = static_cast<std::uint32_t>(bus.numChannels);
  return doubles ? core::PortBuffers(bus.channelBuffers64, channels)
                 : core::PortBuffers(bus.channelBuffers32, channels);
}

std::size_t sample_bytes(bool doubles) noexcept {
  return doubles ? sizeof(double) : sizeof(float);
}

void silence(vst3::AudioBusBuffers& bus, std::uint32_t frames, bool doubles) noexcept {
  const core::PortBuffers port = to_port(bus, doubles);
  for (std::uint32_t i = 0; i < port.channel_count(); ++i) {
    std::byte* const samples = port.channel(i);
    if (samples != nullptr) std::memset(samples, 0, frames * sample_bytes(doubles));
  }
  bus.silenceFlags = bus.numChannels >= 64 ? ~std::uint64_t{0}
                     : bus.numChannels > 0 ? (std::uint64_t{1} << bus.numChannels) - 1
                                           : 0;
}

}  // namespace

bool Instance::takes(vst3::SymbolicSampleSizes size) const noexcept {
  if (size == vst3::SymbolicSampleSizes::kSample32) return true;
  return size == vst3::SymbolicSampleSizes::kSample64 && entry_.make_double_path != nullptr;
}

vst3::TResult Instance::canProcessSampleSize(vst3::SymbolicSampleSizes symbolicSampleSize) {
  return takes(symbolicSampleSize) ? vst3::kResultTrue : vst3::kResultFalse;
}

std::uint32_t Instance::getLatencySamples() {
  const std::uint32_t latency = core_->latency();
  if (!active_.load(std::memory_order_relaxed)) {
    asked_latency_.store(latency, std::memory_order_relaxed);
  }
  return latency;
}

std::uint32_t Instance::getTailSamples() {
  static_assert(vst3::kInfiniteTail == UINT32_MAX);
  return core_->tail();
}

vst3::IProcessContextRequirements::Flags Instance::getProcessContextRequirements() {
  return kTransportNeeds;
}

vst3::TResult Instance::setProcessing(vst3::TBool state) {
  const bool on = state != 0;
  // A fresh activation has no past to forget.
  const bool was_on = processing_.exchange(on, std::memory_order_relaxed);
  if (!on && was_on) reset_wanted_.store(true, std::memory_order_release);
  // Hosts call this on their audio thread, too: no more than a sign that blocks are about to come.
  if (on && !was_on) core::DeferredCall::block_began();
  return vst3::kResultOk;
}

vst3::TResult Instance::process(vst3::ProcessData& data) {
  return process_block(data);
}

/// Lays the host's buses out as ports; aux buses that are switched off get none, and silence where
/// the host gave them memory. Returns how many there are.
std::size_t Instance::take_ports(vst3::BusDirection direction, vst3::AudioBusBuffers* buses,
                                 std::int32_t count, std::uint32_t frames, bool doubles) noexcept {
  const bool output = direction == vst3::BusDirection::kOutput;
  std::vector<core::PortBuffers>& ports = output ? output_ports_ : input_ports_;
  if (buses == nullptr || count <= 0) return 0;
  const auto given = static_cast<std::size_t>(count);
  const std::size_t known = std::min(given, ports.size());
  for (std::size_t i = 0; i < known; ++i) {
    const bool used = buses_->is_main(direction, i) || buses_->is_active(direction, i);
    ports[i] = used ? to_port(buses[i], doubles) : core::PortBuffers{};
    if (output && !used) silence(buses[i], frames, doubles);
  }
  for (std::size_t i = known; output && i < given; ++i) silence(buses[i], frames, doubles);
  return known;
}

/// Hosts want the flags written in every block.
void Instance::mark_silence(vst3::AudioBusBuffers* buses, std::size_t count, std::uint32_t frames,
                            bool doubles) const noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const bool used = buses_->is_main(vst3::BusDirection::kOutput, i) ||
                      buses_->is_active(vst3::BusDirection::kOutput, i);
    if (used) {
      buses[i].silenceFlags =
          core::silent_channels(output_ports_[i], frames, sample_bytes(doubles));
    }
  }
}

/// Apart, so that the blocks of others do not pay for it.
void Instance::process_with_notes(core::Block& block, vst3::IEventList* events,
                                  QueueSource& changes) noexcept {
  MergedSource merged(changes, events, entry_.info.notes_in, block_bytes_);
  block.events_in = &merged;
  core_->process(block);
}

[[gnu::flatten]] vst3::TResult Instance::process_block(vst3::ProcessData& data) noexcept {
  if (!takes(data.symbolicSampleSize)) return vst3::kResultFalse;
  const bool doubles = data.symbolicSampleSize == vst3::SymbolicSampleSizes::kSample64;
  if (reset_wanted_.load(std::memory_order_relaxed) &&
      reset_wanted_.exchange(false, std::memory_order_acquire)) {
    core_->reset();
  }
  QueueSource changes_in;  // some kilobytes, that need not lie in every instance
  changes_in.begin(core_->params(), notes_ == nullptr ? nullptr : &notes_->controllers(),
                   data.inputParameterChanges);
  if (presets_ != nullptr && presets_->note(data.inputParameterChanges)) {
    gate_.want_from_audio();
  }
  block_bytes_.clear();
  NoteSink notes_out(data.outputEvents, block_bytes_, entry_.parts.vst3_note_output);
  ChangeSink changes_out(data.outputParameterChanges, &notes_out);
  const bool is_listening = data.outputParameterChanges != nullptr || data.outputEvents != nullptr;
  core::ParamEventSink* const sink = is_listening ? &changes_out : nullptr;
  const bool has_notes = !entry_.info.notes_in.empty();
  if (data.numSamples <= 0) {
    if (has_notes && core_->is_active()) {
      // Ends of notes may come so, which the next block needs.
      core::Block nothing;
      nothing.events_out = sink;
      process_with_notes(nothing, data.inputEvents, changes_in);
    } else {
      core_->flush(&changes_in, sink);
    }
    return vst3::kResultOk;
  }
  processing_.store(true, std::memory_order_relaxed);
  core::DeferredCall::block_began();
  const auto frames = static_cast<std::uint32_t>(data.numSamples);
  const std::size_t inputs =
      take_ports(vst3::BusDirection::kInput, data.inputs, data.numInputs, frames, doubles);
  const std::size_t outputs =
      take_ports(vst3::BusDirection::kOutput, data.outputs, data.numOutputs, frames, doubles);
  const TransportSource transport(data.processContext);
  core::Block block = {
      .frames = frames,
      .has_doubles = doubles,
      .inputs = {input_ports_.data(), inputs},
      .outputs = {output_ports_.data(), outputs},
      .transport = &transport,
      .clock = to_clock(data.processContext),
      .mode = to_mode(data.processMode),
      .points_are_lines = true,
      .events_in = &changes_in,
      .events_out = sink,
  };
  if (has_notes) {
    process_with_notes(block, data.inputEvents, changes_in);
  } else {
    core_->process(block);
  }
  mark_silence(data.outputs, outputs, frames, doubles);
  return vst3::kResultOk;
}

}  // namespace attacca::vst3_wrapper
