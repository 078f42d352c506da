// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <map>

#include "abi/vst3/midi_controllers.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/units.hpp"
#include "host/plugin/instance_exchange.hpp"
#include "host/plugin/note_check.hpp"
#include "host/vst3/utf16.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {
namespace {

using Kind = NoteEventKind;
using Type = vst3::NoteExpressionTypeIDs;
using Number = vst3::ControllerNumbers;

static_assert(static_cast<int>(NoteExpression::brightness) ==
              static_cast<int>(Type::kBrightnessTypeID));

constexpr std::int32_t kMapped = static_cast<std::int32_t>(Number::kCountCtrlNumber);
constexpr std::int32_t kChannels = 16;

double part_of_seven_bits(std::uint8_t value) noexcept {
  return static_cast<double>(value & 127) / 127.0;
}

/// An expression's value in VST3's 0..1; the laws are those of NoteExpressionTypeIDs.
double normalized(NoteExpression expression, double value) noexcept {
  if (expression == NoteExpression::volume) return value / 4.0;
  if (expression == NoteExpression::tuning) return value / 240.0 + 0.5;
  return value;
}

double plain(NoteExpression expression, double value) noexcept {
  if (expression == NoteExpression::volume) return value * 4.0;
  if (expression == NoteExpression::tuning) return (value - 0.5) * 240.0;
  return value;
}

vst3::Event started(const NoteEvent& event, std::int16_t port, vst3::EventTypes type) noexcept {
  vst3::Event to{};
  to.busIndex = port;
  to.sampleOffset = static_cast<std::int32_t>(event.frame);
  to.type = type;
  if (event.is_live) to.flags = vst3::Event::kIsLive;
  return to;
}

/// The message of a MIDI byte sequence that a plugin sent by its controller's number.
std::array<std::uint8_t, 3> midi_of(const vst3::LegacyMIDICCOutEvent& out) noexcept {
  const auto status = [&out](int kind) {
    return static_cast<std::uint8_t>(kind | (out.channel & 15));
  };
  const auto value = static_cast<std::uint8_t>(out.value);
  const auto value2 = static_cast<std::uint8_t>(out.value2);
  switch (static_cast<Number>(out.controlNumber)) {
    case Number::kAfterTouch:
      return {status(0xD0), value, 0};
    case Number::kPitchBend:
      return {status(0xE0), value, value2};
    case Number::kCtrlProgramChange:
      return {status(0xC0), value, 0};
    case Number::kCtrlPolyPressure:
      return {status(0xA0), value, value2};
    case Number::kCtrlQuarterFrame:
      return {0xF1, value, 0};
    case Number::kSystemSongSelect:
      return {0xF3, value, 0};
    case Number::kSystemSongPointer:
      return {0xF2, value, value2};
    case Number::kSystemTuneRequest:
      return {0xF6, 0, 0};
    case Number::kSystemMidiClockStart:
      return {0xF8, 0, 0};
    case Number::kSystemMidiClockContinue:
      return {0xFB, 0, 0};
    case Number::kSystemMidiClockStop:
      return {0xFC, 0, 0};
    case Number::kSystemActiveSensing:
      return {0xFE, 0, 0};
    default:
      break;
  }
  if (out.controlNumber < 128) return {status(0xB0), out.controlNumber, value};
  return {};
}

/// What an event says; nothing for those that are no notes and no MIDI.
bool read(const vst3::Event& from, NoteEvent& to) noexcept {
  switch (from.type) {
    case vst3::Event::kNoteOnEvent:
      to.kind = Kind::on;
      to.channel = from.noteOn.channel;
      to.key = from.noteOn.pitch;
      to.note_id = from.noteOn.noteId;
      to.velocity = static_cast<double>(from.noteOn.velocity);
      return true;
    case vst3::Event::kNoteOffEvent:
      to.kind = Kind::off;
      to.channel = from.noteOff.channel;
      to.key = from.noteOff.pitch;
      to.note_id = from.noteOff.noteId;
      to.velocity = static_cast<double>(from.noteOff.velocity);
      return true;
    case vst3::Event::kPolyPressureEvent:
      to.kind = Kind::expression;
      to.expression = NoteExpression::pressure;
      to.channel = from.polyPressure.channel;
      to.key = from.polyPressure.pitch;
      to.note_id = from.polyPressure.noteId;
      to.value = static_cast<double>(from.polyPressure.pressure);
      return true;
    case vst3::Event::kNoteExpressionValueEvent: {
      const auto& value = from.noteExpressionValue;
      if (value.typeId > Type::kBrightnessTypeID) return false;
      to.kind = Kind::expression;
      to.expression = static_cast<NoteExpression>(value.typeId);
      to.channel = to.key = -1;
      to.note_id = value.noteId;
      to.value = plain(to.expression, value.value);
      return true;
    }
    case vst3::Event::kDataEvent:
      if (from.data.type != vst3::DataEvent::kMidiSysEx) return false;
      to.kind = Kind::sysex;
      to.sysex = {from.data.bytes, from.data.bytes == nullptr ? 0 : from.data.size};
      return true;
    case vst3::Event::kLegacyMIDICCOutEvent:
      to.kind = Kind::midi;
      to.midi = midi_of(from.midiCCOut);
      return true;
    default:
      return false;
  }
}

}  // namespace

void Vst3Instance::read_note_ports() {
  // A plugin that counts more asks for nothing but time.
  constexpr std::int32_t kMost = 16;
  const auto mapping = controller_.query<vst3::IMidiMapping>();
  const auto read_side = [&](vst3::BusDirections direction, std::vector<NotePortInfo>& ports) {
    const std::int32_t count =
        std::min(component_->getBusCount(vst3::MediaTypes::kEvent, direction), kMost);
    for (std::int32_t i = 0; i < count; ++i) {
      vst3::BusInfo info{};
      NotePortInfo port;
      if (component_->getBusInfo(vst3::MediaTypes::kEvent, direction, i, info) == vst3::kResultOk) {
        port.name = to_utf8(text_in(info.name));
        port.channels = info.channelCount;
      }
      ports.push_back(std::move(port));
    }
  };
  read_side(vst3::BusDirections::kInput, ports_.note_inputs);
  read_side(vst3::BusDirections::kOutput, ports_.note_outputs);
  read_programs();
  midi_map_.assign(ports_.note_inputs.size() * kChannels * kMapped, vst3::kNoParamId);
  if (!mapping) return;
  for (std::size_t i = 0; i < midi_map_.size(); ++i) {
    const auto number = static_cast<std::int32_t>(i);
    const std::int32_t bus = number / (kMapped * kChannels);
    vst3::ParamID id = vst3::kNoParamId;
    const auto channel = static_cast<std::int16_t>(number / kMapped % kChannels);
    if (mapping->getMidiControllerAssignment(
            bus, channel, static_cast<vst3::CtrlNumber>(number % kMapped), id) != vst3::kResultOk) {
      continue;
    }
    midi_map_[i] = id;
    ports_.note_inputs[static_cast<std::size_t>(bus)].takes_midi = true;
  }
}

/// The one parameter that selects the program of a channel's unit.
void Vst3Instance::read_programs() {
  program_map_.assign(ports_.note_inputs.size() * kChannels, vst3::kNoParamId);
  const auto units = controller_.query<vst3::IUnitInfo>();
  if (!units) return;
  std::map<vst3::UnitID, vst3::ParamID> programs;
  const std::int32_t count = controller_->getParameterCount();
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::ParameterInfo info{};
    if (controller_->getParameterInfo(i, info) != vst3::kResultOk) continue;
    if (vst3::has(info.flags, vst3::ParameterInfo::kIsProgramChange)) {
      programs.emplace(info.unitId, info.id);
    }
  }
  if (programs.empty()) return;
  for (std::size_t i = 0; i < program_map_.size(); ++i) {
    const auto number = static_cast<std::int32_t>(i);
    vst3::UnitID unit = vst3::kRootUnitId;
    if (units->getUnitByBus(vst3::MediaTypes::kEvent, vst3::BusDirections::kInput,
                            number / kChannels, number % kChannels, unit) != vst3::kResultTrue) {
      continue;
    }
    if (const auto found = programs.find(unit); found != programs.end()) {
      program_map_[i] = found->second;
      ports_.note_inputs[static_cast<std::size_t>(number / kChannels)].takes_midi = true;
    }
  }
}

void Vst3Instance::add_notes(std::span<const NoteEvent> notes) noexcept {
  std::uint64_t left_out = 0;
  for (const NoteEvent& note : notes) left_out += add_note(note) ? 0u : 1u;
  if (left_out > 0) exchange_->notes_left_out.fetch_add(left_out, std::memory_order_relaxed);
}

bool Vst3Instance::add_note(const NoteEvent& note) noexcept {
  switch (note.kind) {
    case Kind::on: {
      vst3::Event to = started(note, note.port, vst3::Event::kNoteOnEvent);
      to.noteOn = {.channel = note.channel,
                   .pitch = note.key,
                   .tuning = 0.0f,
                   .velocity = static_cast<float>(note.velocity),
                   .length = 0,
                   .noteId = note.note_id};
      if (events_in_.addEvent(to) != vst3::kResultTrue) return false;
      sounding_.begin(note);
      return true;
    }
    case Kind::off:
    case Kind::choke:
      return add_note_off(note);
    case Kind::expression:
      return add_expression(note);
    case Kind::midi:
      return add_midi(note);
    case Kind::sysex: {
      vst3::Event to = started(note, note.port, vst3::Event::kDataEvent);
      to.data = {.size = static_cast<std::uint32_t>(note.sysex.size()),
                 .type = vst3::DataEvent::kMidiSysEx,
                 .bytes = note.sysex.data()};
      return events_in_.addEvent(to) == vst3::kResultTrue;
    }
    case Kind::end:
    case Kind::modulation:
      return false;  // the format has no such thing
  }
  return false;
}

bool Vst3Instance::add_note_off(const NoteEvent& note) noexcept {
  const auto add = [&](std::int16_t port, std::int16_t channel, std::int16_t key, std::int32_t id) {
    vst3::Event to = started(note, port, vst3::Event::kNoteOffEvent);
    const double velocity = note.kind == Kind::choke ? 0.0 : note.velocity;
    to.noteOff = {.channel = channel,
                  .pitch = key,
                  .velocity = static_cast<float>(velocity),
                  .noteId = id,
                  .tuning = 0.0f};
    return events_in_.addEvent(to) == vst3::kResultTrue;
  };
  bool fits = true;
  if (note.port >= 0 && note.channel >= 0 && note.key >= 0) {
    fits = add(note.port, note.channel, note.key, note.note_id);
  } else {
    // VST3 knows no "all": each note that sounds is ended.
    sounding_.for_each_meant(note, [&](const SoundingNotes::Note& meant) {
      fits = add(meant.port, meant.channel, meant.key, meant.note_id) && fits;
    });
  }
  sounding_.end(note);
  return fits;
}

bool Vst3Instance::add_expression(const NoteEvent& note) noexcept {
  bool fits = false;
  const auto add = [&](const SoundingNotes::Note& meant) {
    if (note.expression == NoteExpression::pressure) {
      vst3::Event to = started(note, meant.port, vst3::Event::kPolyPressureEvent);
      to.polyPressure = {.channel = meant.channel,
                         .pitch = meant.key,
                         .pressure = static_cast<float>(note.value),
                         .noteId = meant.note_id};
      fits = events_in_.addEvent(to) == vst3::kResultTrue || fits;
      return;
    }
    if (meant.note_id < 0) return;  // the only address that the format has here
    vst3::Event to = started(note, meant.port, vst3::Event::kNoteExpressionValueEvent);
    to.noteExpressionValue = {.typeId = static_cast<Type>(note.expression),
                              .noteId = meant.note_id,
                              .value = normalized(note.expression, note.value)};
    fits = events_in_.addEvent(to) == vst3::kResultTrue || fits;
  };
  const bool is_whole = note.port >= 0 && note.channel >= 0 && note.key >= 0;
  if (is_whole && (note.note_id >= 0 || note.expression == NoteExpression::pressure)) {
    add({note.note_id, note.port, note.channel, note.key});
  } else {
    sounding_.for_each_meant(note, add);
  }
  return fits;
}

bool Vst3Instance::add_midi(const NoteEvent& note) noexcept {
  const std::uint8_t data = note.midi[1] & 127;
  const auto channel = static_cast<std::int16_t>(note.midi[0] & 15);
  NoteEvent as_note = note;
  as_note.channel = channel;
  as_note.key = data;
  as_note.note_id = -1;
  as_note.velocity = as_note.value = part_of_seven_bits(note.midi[2]);
  const bool has_map =
      note.port >= 0 && static_cast<std::size_t>(note.port) < ports_.note_inputs.size();
  const auto set = [&](const std::vector<vst3::ParamID>& map, std::int32_t place, double value) {
    const auto at = static_cast<std::size_t>(place);
    const vst3::ParamID id = has_map && at < map.size() ? map[at] : vst3::kNoParamId;
    return id != vst3::kNoParamId &&
           changes_in_->add(id, static_cast<std::int32_t>(note.frame), value);
  };
  const auto control = [&](std::int32_t number, double value) {
    return set(midi_map_, (note.port * kChannels + channel) * kMapped + number, value);
  };
  switch (note.midi[0] & 0xF0) {
    case 0x80:
      as_note.kind = Kind::off;
      return add_note(as_note);
    case 0x90:
      as_note.kind = note.midi[2] == 0 ? Kind::off : Kind::on;
      return add_note(as_note);
    case 0xA0:
      as_note.kind = Kind::expression;
      as_note.expression = NoteExpression::pressure;
      return add_note(as_note);
    case 0xB0:
      return control(data, part_of_seven_bits(note.midi[2]));
    case 0xC0:
      return set(program_map_, note.port * kChannels + channel, part_of_seven_bits(data));
    case 0xD0:
      return control(static_cast<std::int32_t>(Number::kAfterTouch), part_of_seven_bits(data));
    case 0xE0: {
      const int bend = (note.midi[2] & 127) << 7 | data;
      return control(static_cast<std::int32_t>(Number::kPitchBend),
                     static_cast<double>(bend) / 16383.0);
    }
    default:
      return false;  // system messages have no way in
  }
}

void Vst3Instance::take_notes(std::uint32_t frames) noexcept {
  std::int32_t last = 0;
  for (std::int32_t i = 0; i < events_out_.getEventCount(); ++i) {
    vst3::Event from{};
    (void)events_out_.getEvent(i, from);
    if (from.sampleOffset < last) offences_.add(OffenceKind::unordered_output_event);
    last = from.sampleOffset;
    if (from.sampleOffset < 0 || from.sampleOffset >= static_cast<std::int32_t>(frames)) {
      offences_.add(OffenceKind::output_event_out_of_block);
      continue;
    }
    NoteEvent event;
    event.velocity = 0.0;
    if (!read(from, event)) continue;
    event.frame = static_cast<std::uint32_t>(from.sampleOffset);
    event.port = static_cast<std::int16_t>(std::clamp(from.busIndex, -2, 0x7fff));
    event.is_live = vst3::has(from.flags, vst3::Event::kIsLive);
    if (is_well_formed(event, ports_.note_outputs.size())) {
      exchange_->notes.add(event);
    } else {
      offences_.add(OffenceKind::malformed_event, static_cast<std::uint32_t>(from.type));
    }
  }
}

}  // namespace attacca::host
