// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "abi/vst3/events.hpp"
#include "abi/vst3/midi_controllers.hpp"
#include "faulty/plugin/this_fault.hpp"
#include "faulty/plugin/vst3_plugin.hpp"

namespace attacca::faulty {

using vst3::kInvalidArgument;
using vst3::kResultFalse;
using vst3::kResultOk;
using vst3::TResult;

namespace {

constexpr auto kExpression = vst3::NoteExpressionTypeIDs::kVolumeTypeID;

void write(const char* from, vst3::String128 to) noexcept {
  std::size_t i = 0;
  for (; from[i] != '\0' && i < 127; ++i) to[i] = static_cast<char16_t>(from[i]);
  to[i] = u'\0';
}

bool is_place(std::int32_t bus, std::int16_t channel) noexcept {
  return bus == 0 && channel >= 0 && channel < 16;
}

}  // namespace

void Vst3Plugin::take_event(const vst3::Event& event) noexcept {
  const auto port = static_cast<std::int16_t>(event.busIndex);
  switch (event.type) {
    case vst3::Event::kNoteOnEvent: {
      const vst3::NoteOnEvent& on = event.noteOn;
      return effect_.note_on({on.noteId, port, on.channel, on.pitch},
                             static_cast<double>(on.velocity));
    }
    case vst3::Event::kNoteOffEvent: {
      const vst3::NoteOffEvent& off = event.noteOff;
      return effect_.note_off({off.noteId, port, off.channel, off.pitch});
    }
    case vst3::Event::kNoteExpressionValueEvent: {
      const vst3::NoteExpressionValueEvent& to = event.noteExpressionValue;
      // 1/4 is a factor of 1.
      if (to.typeId == kExpression && to.noteId >= 0)
        effect_.voices().set_volume({.id = to.noteId}, to.value * 4.0);
      return;
    }
    case vst3::Event::kDataEvent:
      if (is(Fault::crashes_on_null_sysex) &&
          *static_cast<const volatile std::uint8_t*>(event.data.bytes) != 0xf0) {
        return;
      }
      return effect_.voices().take_sysex(event.data.bytes, event.data.size);
    default:
      return;
  }
}

void Vst3Plugin::take_notes(vst3::IEventList& events) noexcept {
  const std::int32_t count = events.getEventCount();
  std::int32_t reached = 0;
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::Event event{};
    if (events.getEvent(i, event) != kResultOk) continue;
    if (event.sampleOffset < reached && is(Fault::crashes_on_unsorted_events)) std::abort();
    reached = event.sampleOffset;
    take_event(event);
  }
}

void Vst3Plugin::send_note(vst3::IEventList* events) noexcept {
  if (!is(Fault::sends_impossible_note) || events == nullptr) return;
  vst3::Event event{};
  event.type = vst3::Event::kNoteOnEvent;
  event.noteOn = {
      .channel = 0, .pitch = 128, .tuning = 0.0f, .velocity = 1.0f, .length = 0, .noteId = -1};
  (void)events->addEvent(event);
}

TResult Vst3Plugin::getMidiControllerAssignment(std::int32_t busIndex, std::int16_t channel,
                                                vst3::CtrlNumber number, vst3::ParamID& id) {
  if (is(Fault::mapping_beyond_channels) && channel > 15) std::raise(SIGSEGV);
  const auto wheel = static_cast<vst3::CtrlNumber>(vst3::ControllerNumbers::kCtrlModWheel);
  if (!is_place(busIndex, channel) || number != wheel) return kResultFalse;
  id = is(Fault::maps_unknown_parameter) ? 4711 : 1;
  if (is(Fault::mapping_changes)) id = 1 + asked_++ % 2;
  return kResultOk;
}

std::int32_t Vst3Plugin::getNoteExpressionCount(std::int32_t busIndex, std::int16_t channel) {
  return is_place(busIndex, channel) ? 1 : 0;
}

TResult Vst3Plugin::getNoteExpressionInfo(std::int32_t busIndex, std::int16_t channel,
                                          std::int32_t index, vst3::NoteExpressionTypeInfo& info) {
  const bool is_known = index == 0 || is(Fault::expressions_without_end);
  if (!is_place(busIndex, channel) || !is_known) return kInvalidArgument;
  info = {};
  info.typeId = kExpression;
  write("Volume", info.title);
  write("Vol", info.shortTitle);
  info.unitId = -1;
  const double unity = is(Fault::expression_default_outside) ? 100.0 : 0.25;
  info.valueDesc = {.defaultValue = unity, .minimum = 0.0, .maximum = 1.0, .stepCount = 0};
  info.associatedParameterId = vst3::kNoParamId;
  return kResultOk;
}

TResult Vst3Plugin::getNoteExpressionStringByValue(std::int32_t busIndex, std::int16_t channel,
                                                   vst3::NoteExpressionTypeID id, double value,
                                                   vst3::String128 text) {
  if (!is_place(busIndex, channel) || id != kExpression) return kInvalidArgument;
  char number[64];
  std::snprintf(number, sizeof number, "%.3f",
                is(Fault::expression_text_drifts) ? value * 100.0 : value);
  write(number, text);
  return kResultOk;
}

TResult Vst3Plugin::getNoteExpressionValueByString(std::int32_t busIndex, std::int16_t channel,
                                                   vst3::NoteExpressionTypeID id,
                                                   const char16_t* text, double& value) {
  if (!is_place(busIndex, channel) || id != kExpression || text == nullptr) return kInvalidArgument;
  std::string number;
  for (; *text != 0 && number.size() < 64; ++text) number += static_cast<char>(*text);
  char* end = nullptr;
  const double read = std::strtod(number.c_str(), &end);
  if (end == number.c_str()) return kResultFalse;
  value = read < 0.0 ? 0.0 : read > 1.0 ? 1.0 : read;
  return kResultOk;
}

TResult Vst3Plugin::getUnitByBus(vst3::MediaType type, vst3::BusDirection dir, std::int32_t bus,
                                 std::int32_t channel, vst3::UnitID& unit) {
  const bool is_note_input =
      type == vst3::MediaTypes::kEvent && dir == vst3::BusDirections::kInput && bus == 0;
  if (!is_note_input || channel < 0 || channel > 15) return kResultFalse;
  unit = is(Fault::channel_of_no_unit) ? 77 : vst3::kRootUnitId;
  return vst3::kResultTrue;
}

}  // namespace attacca::faulty
