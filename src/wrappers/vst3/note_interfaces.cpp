// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/note_interfaces.hpp"

#include <algorithm>
#include <array>

#include "base/unicode.hpp"
#include "params/number_text.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/note_events.hpp"

namespace attacca::vst3_wrapper {
namespace {

using Type = vst3::NoteExpressionTypeIDs;

/// One expression, with its values as people read them: `least` at 0, `most` at 1.
struct Kind {
  Type type;
  const char* name;
  const char* unit;
  double neutral;  ///< normalized
  double least;
  double most;
  bool is_bipolar = false;
};

constexpr std::array kKinds = {
    Kind{Type::kVolumeTypeID, "Volume", "", 0.25, 0.0, 4.0},
    Kind{Type::kPanTypeID, "Pan", "%", 0.5, -100.0, 100.0, true},
    Kind{Type::kTuningTypeID, "Tuning", "semitones", 0.5, -120.0, 120.0, true},
    Kind{Type::kVibratoTypeID, "Vibrato", "%", 0.0, 0.0, 100.0},
    Kind{Type::kExpressionTypeID, "Expression", "%", 1.0, 0.0, 100.0},
    Kind{Type::kBrightnessTypeID, "Brightness", "%", 0.5, 0.0, 100.0},
};

const Kind* kind_of(Type type) noexcept {
  for (const Kind& kind : kKinds) {
    if (kind.type == type) return &kind;
  }
  return nullptr;
}

bool is_channel(const NotePorts& ports, std::int32_t bus, std::int16_t channel) noexcept {
  return bus >= 0 && static_cast<std::size_t>(bus) < ports.size() && channel >= 0 && channel < 16;
}

}  // namespace

NoteInterfaces::NoteInterfaces(vst3::FUnknown& owner, const NotePorts& inputs, const Plugin& plugin)
    : owner_(owner),
      inputs_(inputs),
      programs_(inputs, plugin),
      controllers_(inputs, plugin.params(), programs_) {}

void* NoteInterfaces::find(const vst3::Tuid& wanted) noexcept {
  if (wanted == vst3::INoteExpressionController::iid) {
    return static_cast<vst3::INoteExpressionController*>(&expressions_);
  }
  if (wanted == vst3::IMidiMapping::iid && !controllers_.empty()) {
    return static_cast<vst3::IMidiMapping*>(&mapping_);
  }
  if (wanted == vst3::IMidiMapping2::iid && !controllers_.empty()) {
    return static_cast<vst3::IMidiMapping2*>(&mapping2_);
  }
  if (wanted == vst3::INoteExpressionPhysicalUIMapping::iid) {
    return static_cast<vst3::INoteExpressionPhysicalUIMapping*>(&physical_ui_);
  }
  return nullptr;
}

std::uint32_t NoteInterfaces::Mapping2::count(vst3::BusDirections direction,
                                              bool of_midi2) const noexcept {
  std::uint32_t found = 0;
  if (direction != vst3::BusDirections::kInput) return found;
  whole_.controllers_.each_controller(
      of_midi2, [&](vst3::ParamID, std::int16_t, std::uint32_t, std::uint32_t) { ++found; });
  return found;
}

std::uint32_t NoteInterfaces::Mapping2::getNumMidi2ControllerAssignments(
    vst3::BusDirections direction) {
  return count(direction, true);
}

std::uint32_t NoteInterfaces::Mapping2::getNumMidi1ControllerAssignments(
    vst3::BusDirections direction) {
  return count(direction, false);
}

// The host makes room for as many as were counted; one that makes less gets what fits.

vst3::TResult NoteInterfaces::Mapping2::getMidi2ControllerAssignments(
    vst3::BusDirections direction, const vst3::Midi2ControllerParamIDAssignmentList& list) {
  if (direction != vst3::BusDirections::kInput || list.map == nullptr) return vst3::kResultFalse;
  std::uint32_t next = 0;
  whole_.controllers_.each_controller(
      true, [&](vst3::ParamID id, std::int16_t port, std::uint32_t channel, std::uint32_t index) {
        if (next == list.count) return;
        vst3::Midi2ControllerParamIDAssignment& to = list.map[next++];
        to = {.pId = id, .busIndex = port, .channel = {}, .controller = {}};
        to.channel = static_cast<vst3::MidiChannel>(channel);
        to.controller.registered = 1;
        to.controller.index = static_cast<std::uint8_t>(index & 0x7F);
      });
  return next > 0 ? vst3::kResultTrue : vst3::kResultFalse;
}

vst3::TResult NoteInterfaces::Mapping2::getMidi1ControllerAssignments(
    vst3::BusDirections direction, const vst3::Midi1ControllerParamIDAssignmentList& list) {
  if (direction != vst3::BusDirections::kInput || list.map == nullptr) return vst3::kResultFalse;
  std::uint32_t next = 0;
  whole_.controllers_.each_controller(
      false, [&](vst3::ParamID id, std::int16_t port, std::uint32_t channel, std::uint32_t index) {
        if (next == list.count) return;
        list.map[next++] = {.pId = id,
                            .busIndex = port,
                            .channel = static_cast<vst3::MidiChannel>(channel),
                            .controller = static_cast<vst3::CtrlNumber>(index)};
      });
  return next > 0 ? vst3::kResultTrue : vst3::kResultFalse;
}

/// As MPE has it. Pressure stays poly pressure, which is an event of its own.
vst3::TResult NoteInterfaces::PhysicalUi::getPhysicalUIMapping(std::int32_t busIndex,
                                                               std::int16_t channel,
                                                               vst3::PhysicalUIMapList& list) {
  if (!is_channel(whole_.inputs_, busIndex, channel)) return vst3::kResultFalse;
  if (list.map == nullptr) return vst3::kInvalidArgument;
  for (std::uint32_t i = 0; i < list.count; ++i) {
    vst3::PhysicalUIMap& map = list.map[i];
    const bool is_x = map.physicalUITypeID == vst3::PhysicalUITypeIDs::kPUIXMovement;
    const bool is_y = map.physicalUITypeID == vst3::PhysicalUITypeIDs::kPUIYMovement;
    map.noteExpressionTypeID = is_x   ? Type::kTuningTypeID
                               : is_y ? Type::kBrightnessTypeID
                                      : Type::kInvalidTypeID;
  }
  return vst3::kResultTrue;
}

vst3::TResult NoteInterfaces::Mapping::getMidiControllerAssignment(
    std::int32_t busIndex, std::int16_t channel, vst3::CtrlNumber midiControllerNumber,
    vst3::ParamID& id) {
  const auto found = whole_.controllers_.id_of(busIndex, channel, midiControllerNumber);
  if (!found) return vst3::kResultFalse;
  id = *found;
  return vst3::kResultOk;
}

std::int32_t NoteInterfaces::Expressions::getNoteExpressionCount(std::int32_t busIndex,
                                                                 std::int16_t channel) {
  return is_channel(whole_.inputs_, busIndex, channel) ? std::int32_t{kKinds.size()} : 0;
}

vst3::TResult NoteInterfaces::Expressions::getNoteExpressionInfo(
    std::int32_t busIndex, std::int16_t channel, std::int32_t noteExpressionIndex,
    vst3::NoteExpressionTypeInfo& info) {
  if (noteExpressionIndex < 0 || noteExpressionIndex >= getNoteExpressionCount(busIndex, channel)) {
    return vst3::kInvalidArgument;
  }
  const Kind& kind = kKinds[static_cast<std::size_t>(noteExpressionIndex)];
  info = {};
  info.typeId = kind.type;
  core::utf16_from_utf8(kind.name, info.title, 128);
  core::utf16_from_utf8(kind.name, info.shortTitle, 128);
  core::utf16_from_utf8(kind.unit, info.units, 128);
  info.unitId = -1;
  info.valueDesc = {.defaultValue = kind.neutral, .minimum = 0.0, .maximum = 1.0, .stepCount = 0};
  info.associatedParameterId = vst3::kNoParamId;
  info.flags = vst3::NoteExpressionTypeInfo::kIsAbsolute;
  if (kind.is_bipolar) info.flags |= vst3::NoteExpressionTypeInfo::kIsBipolar;
  return vst3::kResultOk;
}

vst3::TResult NoteInterfaces::Expressions::getNoteExpressionStringByValue(
    std::int32_t busIndex, std::int16_t channel, vst3::NoteExpressionTypeID id,
    vst3::NoteExpressionValue valueNormalized, vst3::String128 string) {
  const Kind* const kind = kind_of(id);
  if (kind == nullptr || string == nullptr || !is_channel(whole_.inputs_, busIndex, channel)) {
    return vst3::kInvalidArgument;
  }
  return guarded([&] {
    const double part = valueNormalized > 0.0 ? std::min(valueNormalized, 1.0) : 0.0;
    const double value = kind->least + part * (kind->most - kind->least);
    core::utf16_from_utf8(core::decimal_text(value, 2), string, 128);
    return vst3::kResultOk;
  });
}

vst3::TResult NoteInterfaces::Expressions::getNoteExpressionValueByString(
    std::int32_t busIndex, std::int16_t channel, vst3::NoteExpressionTypeID id,
    const char16_t* string, vst3::NoteExpressionValue& valueNormalized) {
  return guarded([&] {
    const Kind* const kind = kind_of(id);
    if (kind == nullptr || string == nullptr || !is_channel(whole_.inputs_, busIndex, channel)) {
      return vst3::kInvalidArgument;
    }
    const auto value = core::number_with_unit(core::utf8_from_utf16(string, 128), kind->unit);
    if (!value) return vst3::kResultFalse;
    const double part = (*value - kind->least) / (kind->most - kind->least);
    if (part < 0.0 || part > 1.0) return vst3::kResultFalse;
    valueNormalized = part;
    return vst3::kResultOk;
  });
}

const NotesPart kNotesPart = {
    [](vst3::FUnknown& owner, const NotePorts& inputs, const Plugin& plugin) {
      return std::make_unique<NoteInterfaces>(owner, inputs, plugin);
    }};
const NoteOutputPart kNoteOutputPart = {push_note_event};

}  // namespace attacca::vst3_wrapper
