// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <set>

#include "abi/vst3/events.hpp"
#include "abi/vst3/midi_controllers.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/note_expression.hpp"
#include "trial/validate/vst3/untouched.hpp"
#include "trial/validate/vst3/vst3_block.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

constexpr std::int16_t kChannels = 16;
constexpr auto kControllers = static_cast<CtrlNumber>(ControllerNumbers::kCountCtrlNumber);
constexpr std::int32_t kMostBuses = 16;

std::int32_t event_inputs(Vst3Session& session) {
  return std::min(session.bus_count(MediaTypes::kEvent, BusDirections::kInput), kMostBuses);
}

void mapping_is_good(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto mapping = session.controller().query<IMidiMapping>();
  if (!mapping) context.skip("the plugin maps no MIDI controllers");
  std::set<ParamID> known;
  for (const ParameterInfo& parameter : session.parameters()) known.insert(parameter.id);
  const std::int32_t buses = event_inputs(session);
  const auto assigned = [&](std::int32_t bus, std::int16_t channel, CtrlNumber number) {
    ParamID id = kNoParamId;
    return mapping->getMidiControllerAssignment(bus, channel, number, id) == kResultOk ? id
                                                                                       : kNoParamId;
  };
  for (std::int32_t bus = 0; bus < buses; ++bus) {
    for (std::int16_t channel = 0; channel < kChannels; ++channel) {
      for (CtrlNumber number = 0; number < kControllers; ++number) {
        const ParamID id = assigned(bus, channel, number);
        if (id == kNoParamId) continue;
        const std::string what = "controller " + std::to_string(number) + " of channel " +
                                 std::to_string(channel + 1) + ", bus " + std::to_string(bus);
        if (!context.expect(known.contains(id), what + " moves parameter " + std::to_string(id) +
                                                    ", which does not exist")) {
          return;
        }
        if (!context.expect(assigned(bus, channel, number) == id,
                            what + " moves another parameter when asked again")) {
          return;
        }
      }
    }
  }
  struct Place {
    std::int32_t bus;
    std::int16_t channel;
    CtrlNumber number;
  };
  for (const Place& place : {Place{-1, 0, 1}, Place{buses + 100, 0, 1}, Place{0, -1, 1},
                             Place{0, 99, 1}, Place{0, 0, -1}, Place{0, 0, 9999}}) {
    const ParamID id = assigned(place.bus, place.channel, place.number);
    context.expect(id == kNoParamId || known.contains(id),
                   "controller " + std::to_string(place.number) + " of channel " +
                       std::to_string(place.channel + 1) + ", bus " + std::to_string(place.bus) +
                       " moves parameter " + std::to_string(id) + ", which does not exist");
  }
}

void expression_is_good(CheckContext& context, INoteExpressionController& expressions,
                        std::int32_t bus, const NoteExpressionTypeInfo& info) {
  const std::string what = "expression " + std::to_string(static_cast<std::uint32_t>(info.typeId));
  const NoteExpressionValueDescription& range = info.valueDesc;
  context.expect(
      is_terminated(info.title) && is_terminated(info.shortTitle) && is_terminated(info.units),
      what + ": one of its texts has no end");
  context.expect(range.minimum >= 0.0 && range.maximum <= 1.0 && range.minimum <= range.maximum,
                 what + ": its range is not within 0 to 1");
  context.expect(range.defaultValue >= range.minimum && range.defaultValue <= range.maximum,
                 what + ": its default is " + std::to_string(range.defaultValue) +
                     ", which is not in its range");
  // Text for people may round; what it says has to be near.
  constexpr double kNear = 0.02;
  for (int step = 0; step <= 4; ++step) {
    const double value = range.minimum + (range.maximum - range.minimum) * step / 4.0;
    String128 text{};
    if (expressions.getNoteExpressionStringByValue(bus, 0, info.typeId, value, text) != kResultOk) {
      continue;
    }
    if (!context.expect(is_terminated(text), what + ": the text of a value has no end")) return;
    double back = -1.0;
    if (expressions.getNoteExpressionValueByString(bus, 0, info.typeId, text, back) != kResultOk) {
      continue;
    }
    context.expect(
        std::abs(back - value) <= kNear,
        what + ": the text of " + std::to_string(value) + " is read as " + std::to_string(back));
  }
}

void expressions_are_good(CheckContext& context) {
  constexpr std::int32_t kMostExpressions = 1024;
  Vst3Session session(context);
  session.open();
  const auto expressions = session.controller().query<INoteExpressionController>();
  if (!expressions) context.skip("the plugin has no note expressions");
  for (std::int32_t bus = 0; bus < event_inputs(session); ++bus) {
    const std::int32_t count = expressions->getNoteExpressionCount(bus, 0);
    if (!context.expect(count >= 0 && count <= kMostExpressions,
                        "getNoteExpressionCount answered " + std::to_string(count))) {
      return;
    }
    std::set<NoteExpressionTypeID> seen;
    for (std::int32_t i = 0; i < count; ++i) {
      NoteExpressionTypeInfo info{};
      const TResult result = expressions->getNoteExpressionInfo(bus, 0, i, info);
      if (!context.expect(result == kResultOk, "getNoteExpressionInfo(" + std::to_string(i) +
                                                   ") answered " + name_of(result))) {
        continue;
      }
      context.expect(
          seen.insert(info.typeId).second,
          "two expressions have the id " + std::to_string(static_cast<std::uint32_t>(info.typeId)));
      expression_is_good(context, *expressions, bus, info);
    }
    NoteExpressionTypeInfo none{};
    for (const std::int32_t index : {-1, count, count + 1000}) {
      context.expect(expressions->getNoteExpressionInfo(bus, 0, index, none) != kResultOk,
                     "getNoteExpressionInfo describes expression " + std::to_string(index) +
                         " of " + std::to_string(count));
    }
  }
}

/// A list whose frames go back, of notes that begin and end.
void unsorted_events(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  if (event_inputs(session) == 0) context.skip("the plugin takes no notes");
  for (int round = 0; round < 3; ++round) {
    FloatBlock block(session, 512);
    block.prepare(512);
    for (const std::int32_t frame : {200, 100, 511, 0, 50}) {
      Event event{};
      event.sampleOffset = frame;
      event.type = Event::kNoteOnEvent;
      event.noteOn = {0, 60, 0.0f, 0.8f, 0, frame};
      (void)block.events().addEvent(event);
      event.type = Event::kNoteOffEvent;
      event.noteOff = {0, 60, 0.0f, frame, 0.0f};
      (void)block.events().addEvent(event);
    }
    context.step("a list of events that is not in the order of time");
    const std::string fault = block.fault(block.run());
    context.expect(fault.empty(), "events out of order: " + fault);
  }
}

constexpr Check kChecks[] = {
    {"vst3.midi-mapping", "MIDI controllers move parameters that exist, always the same",
     "VST3: IMidiMapping::getMidiControllerAssignment", mapping_is_good, Severity::failure,
     Formats::vst3},
    {"vst3.note-expressions",
     "note expressions have unique ids, defaults in their range, and texts that are read as they "
     "were written",
     "VST3: INoteExpressionController", expressions_are_good, Severity::failure, Formats::vst3},
    {"vst3.unsorted-events", "events that are not in the order of time do no harm",
     "VST3: Event::sampleOffset; the host is wrong there, and the plugin is blamed",
     unsorted_events, Severity::warning, Formats::vst3, false, false,
     std::chrono::milliseconds(10'000), true},
};

}  // namespace

std::span<const Check> vst3_note_checks() {
  return kChecks;
}

}  // namespace attacca::validate
