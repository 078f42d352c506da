// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <span>

#include "base/log.hpp"
#include "base/unicode.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/instance.hpp"

namespace attacca::vst3_wrapper {
namespace {

/// Nothing where the host passes a null pointer for arrangements it counts.
std::optional<std::span<const vst3::SpeakerArrangement>> span_of(
    const vst3::SpeakerArrangement* arrangements, std::int32_t count) noexcept {
  if (count < 0 || (count > 0 && arrangements == nullptr)) return std::nullopt;
  return std::span(arrangements, static_cast<std::size_t>(count));
}

/// Null for a direction that is none.
const NotePorts* note_ports(const PluginInfo& info, vst3::BusDirection direction) noexcept {
  if (direction == vst3::BusDirection::kInput) return &info.notes_in;
  return direction == vst3::BusDirection::kOutput ? &info.notes_out : nullptr;
}

bool is_note_bus(const PluginInfo& info, vst3::BusDirection direction,
                 std::int32_t index) noexcept {
  const NotePorts* const ports = note_ports(info, direction);
  return ports != nullptr && index >= 0 && static_cast<std::size_t>(index) < ports->size();
}

bool note_bus_info(const PluginInfo& info, vst3::BusDirection direction, std::int32_t index,
                   vst3::BusInfo& bus) noexcept {
  if (!is_note_bus(info, direction, index)) return false;
  const NotePort& port = (*note_ports(info, direction))[static_cast<std::size_t>(index)];
  bus = {};
  bus.mediaType = vst3::MediaTypes::kEvent;
  bus.direction = direction;
  bus.channelCount = 16;
  core::utf16_from_utf8(port.name, bus.name, 128);
  bus.busType = index == 0 ? vst3::BusTypes::kMain : vst3::BusTypes::kAux;
  bus.flags = vst3::BusInfo::kDefaultActive;
  return true;
}

}  // namespace

std::int32_t Instance::getBusCount(vst3::MediaType type, vst3::BusDirection dir) {
  const MainCall call(gate_);
  if (type == vst3::MediaTypes::kEvent) {
    const NotePorts* const ports = note_ports(entry_.info, dir);
    return ports == nullptr ? 0 : static_cast<std::int32_t>(ports->size());
  }
  return type == vst3::MediaTypes::kAudio ? buses_->count(dir) : 0;
}

vst3::TResult Instance::getBusInfo(vst3::MediaType type, vst3::BusDirection dir, std::int32_t index,
                                   vst3::BusInfo& bus) {
  const MainCall call(gate_);
  const bool found =
      (type == vst3::MediaTypes::kAudio && buses_->info(dir, index, bus)) ||
      (type == vst3::MediaTypes::kEvent && note_bus_info(entry_.info, dir, index, bus));
  return found ? vst3::kResultOk : vst3::kInvalidArgument;
}

vst3::TResult Instance::getRoutingInfo(vst3::RoutingInfo& /*inInfo*/,
                                       vst3::RoutingInfo& /*outInfo*/) {
  return vst3::kNotImplemented;
}

vst3::TResult Instance::activateBus(vst3::MediaType type, vst3::BusDirection dir,
                                    std::int32_t index, vst3::TBool state) {
  const MainCall call(gate_);
  // Events of a bus that is switched off do not come; there is nothing to do for it.
  const bool found =
      (type == vst3::MediaTypes::kAudio && buses_->activate(dir, index, state != 0)) ||
      (type == vst3::MediaTypes::kEvent && is_note_bus(entry_.info, dir, index));
  return found ? vst3::kResultOk : vst3::kInvalidArgument;
}

vst3::TResult Instance::setBusArrangements(vst3::SpeakerArrangement* inputs, std::int32_t numIns,
                                           vst3::SpeakerArrangement* outputs,
                                           std::int32_t numOuts) {
  return guarded([&] {
    const auto wanted_inputs = span_of(inputs, numIns);
    const auto wanted_outputs = span_of(outputs, numOuts);
    if (!wanted_inputs || !wanted_outputs) return vst3::kInvalidArgument;
    const MainCall call(gate_);
    if (core_->is_active()) return vst3::kResultFalse;
    const Buses::Answer answer = buses_->negotiate(*wanted_inputs, *wanted_outputs);
    // What the host has read back stays as it is when nothing changes.
    if (!answer.exact && answer.layout == buses_->layout()) return vst3::kResultFalse;
    if (!core_->select_layout(answer.layout)) return vst3::kResultFalse;
    buses_->take(answer, *wanted_inputs, *wanted_outputs);
    return answer.exact ? vst3::kResultTrue : vst3::kResultFalse;
  });
}

vst3::TResult Instance::getBusArrangement(vst3::BusDirection dir, std::int32_t index,
                                          vst3::SpeakerArrangement& arr) {
  const MainCall call(gate_);
  return buses_->arrangement(dir, index, arr) ? vst3::kResultOk : vst3::kInvalidArgument;
}

}  // namespace attacca::vst3_wrapper
