// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a plugin offers besides: programs by channel, all controllers at once, what fingers on keys
// move, what parameters are for.

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "abi/vst3/automation_state.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/midi_mapping2.hpp"
#include "abi/vst3/note_expression.hpp"
#include "abi/vst3/parameter_function_name.hpp"
#include "abi/vst3/physical_ui.hpp"
#include "abi/vst3/prefetchable_support.hpp"
#include "abi/vst3/units.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

constexpr std::uint32_t kMost = 1u << 17;
constexpr std::int32_t kMostBuses = 16;

std::int32_t event_inputs(Vst3Session& session) {
  return std::min(session.bus_count(MediaTypes::kEvent, BusDirections::kInput), kMostBuses);
}

std::string place(std::int32_t bus, std::int32_t channel) {
  return "channel " + std::to_string(channel + 1) + " of event bus " + std::to_string(bus);
}

void channels_have_programs(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto units = session.controller().query<IUnitInfo>();
  if (!units) context.skip("the plugin has no units");
  std::map<UnitID, UnitInfo> all;
  for (std::int32_t i = 0; i < units->getUnitCount(); ++i) {
    UnitInfo info{};
    if (units->getUnitInfo(i, info) == kResultOk) all[info.id] = info;
  }
  std::map<ProgramListID, std::int32_t> lists;
  for (std::int32_t i = 0; i < units->getProgramListCount(); ++i) {
    ProgramListInfo info{};
    if (units->getProgramListInfo(i, info) == kResultOk) lists[info.id] = info.programCount;
  }
  std::map<UnitID, std::vector<ParameterInfo>> programs;
  for (const ParameterInfo& info : session.parameters()) {
    if (has(info.flags, ParameterFlags::kIsProgramChange)) programs[info.unitId].push_back(info);
  }
  for (const auto& [unit, selecting] : programs) {
    const std::string what = "unit " + std::to_string(unit);
    context.expect(selecting.size() == 1, what + " has " + std::to_string(selecting.size()) +
                                              " parameters that select its program");
    const auto found = all.find(unit);
    const auto list = found == all.end() ? lists.end() : lists.find(found->second.programListId);
    if (!context.expect(list != lists.end(), what + " has a program to select and no list")) {
      continue;
    }
    const std::int32_t steps = selecting.front().stepCount;
    context.expect(steps == list->second - 1, name_of(selecting.front()) + " has " +
                                                  std::to_string(steps + 1) + " positions for " +
                                                  std::to_string(list->second) + " programs");
  }
  int seen = 0;
  for (std::int32_t bus = 0; bus < event_inputs(session); ++bus) {
    for (std::int32_t channel = 0; channel < 16; ++channel) {
      UnitID unit = -7;
      if (units->getUnitByBus(MediaTypes::kEvent, BusDirections::kInput, bus, channel, unit) !=
          kResultTrue) {
        continue;
      }
      ++seen;
      context.expect(all.contains(unit), place(bus, channel) + " belongs to unit " +
                                             std::to_string(unit) + ", which does not exist");
    }
  }
  if (seen == 0 && programs.empty()) context.skip("the plugin has no programs");
}

void both_mappings_agree(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto all = session.controller().query<IMidiMapping2>();
  if (!all) context.skip("the plugin does not list its MIDI controllers");
  const auto each = session.controller().query<IMidiMapping>();
  std::set<ParamID> known;
  for (const ParameterInfo& parameter : session.parameters()) known.insert(parameter.id);
  const std::int32_t buses = event_inputs(session);
  const auto check = [&](const auto& one, const std::string& what) {
    context.expect(known.contains(one.pId),
                   what + " moves parameter " + std::to_string(one.pId) + ", which does not exist");
    context.expect(
        one.busIndex >= 0 && one.busIndex < buses && one.channel >= 0 && one.channel < 16,
        what + " is of " + place(one.busIndex, one.channel) + ", which does not exist");
  };
  const std::uint32_t count1 = all->getNumMidi1ControllerAssignments(BusDirections::kInput);
  context.require(count1 <= kMost, "it lists " + std::to_string(count1) + " controllers of MIDI 1");
  std::vector<Midi1ControllerParamIDAssignment> one(count1);
  for (auto& assigned : one) assigned.pId = kNoParamId;
  if (count1 > 0) {
    context.require(all->getMidi1ControllerAssignments(BusDirections::kInput,
                                                       {count1, one.data()}) == kResultTrue,
                    "it counts controllers of MIDI 1, and lists none");
  }
  for (const auto& assigned : one) {
    const std::string what = "controller " + std::to_string(assigned.controller);
    check(assigned, what);
    ParamID id = kNoParamId;
    const bool also =
        !each || (each->getMidiControllerAssignment(assigned.busIndex, assigned.channel,
                                                    assigned.controller, id) == kResultOk &&
                  id == assigned.pId);
    if (!context.expect(also, what + " of " + place(assigned.busIndex, assigned.channel) +
                                  " moves another parameter by IMidiMapping")) {
      return;
    }
  }
  const std::uint32_t count2 = all->getNumMidi2ControllerAssignments(BusDirections::kInput);
  context.require(count2 <= kMost, "it lists " + std::to_string(count2) + " controllers of MIDI 2");
  std::vector<Midi2ControllerParamIDAssignment> two(count2);
  for (auto& assigned : two) assigned.pId = kNoParamId;
  if (count2 > 0) {
    context.require(all->getMidi2ControllerAssignments(BusDirections::kInput,
                                                       {count2, two.data()}) == kResultTrue,
                    "it counts controllers of MIDI 2, and lists none");
  }
  for (const auto& assigned : two) check(assigned, "a controller of MIDI 2");
}

void fingers_move_what_there_is(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto physical = session.controller().query<INoteExpressionPhysicalUIMapping>();
  if (!physical) context.skip("the plugin says nothing of fingers on keys");
  const auto expressions = session.controller().query<INoteExpressionController>();
  for (std::int32_t bus = 0; bus < event_inputs(session); ++bus) {
    std::set<NoteExpressionTypeID> offered = {NoteExpressionTypeIDs::kInvalidTypeID};
    const std::int32_t count = expressions ? expressions->getNoteExpressionCount(bus, 0) : 0;
    for (std::int32_t i = 0; i < std::min(count, 1024); ++i) {
      NoteExpressionTypeInfo info{};
      if (expressions->getNoteExpressionInfo(bus, 0, i, info) == kResultOk) {
        offered.insert(info.typeId);
      }
    }
    std::array<PhysicalUIMap, 3> maps{};
    for (std::uint32_t i = 0; i < maps.size(); ++i) {
      maps[i] = {static_cast<PhysicalUITypeID>(i), NoteExpressionTypeIDs::kInvalidTypeID};
    }
    PhysicalUIMapList list = {static_cast<std::uint32_t>(maps.size()), maps.data()};
    if (physical->getPhysicalUIMapping(bus, 0, list) != kResultTrue) continue;
    for (const PhysicalUIMap& map : maps) {
      context.expect(offered.contains(map.noteExpressionTypeID),
                     "movement " +
                         std::to_string(static_cast<std::uint32_t>(map.physicalUITypeID)) +
                         " drives expression " +
                         std::to_string(static_cast<std::uint32_t>(map.noteExpressionTypeID)) +
                         ", which event bus " + std::to_string(bus) + " does not have");
    }
  }
}

void functions_name_parameters(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto functions = session.controller().query<IParameterFunctionName>();
  if (!functions) context.skip("the plugin's parameters have no functions");
  std::map<ParamID, UnitID> known;
  for (const ParameterInfo& parameter : session.parameters()) {
    known[parameter.id] = parameter.unitId;
  }
  namespace name = function_name_type;
  ParamID id = kNoParamId;
  for (const char* const function :
       {name::kCompGainReduction, name::kCompGainReductionMax, name::kCompGainReductionPeakHold,
        name::kCompResetGainReductionMax, name::kLowLatencyMode, name::kDryWetMix, name::kRandomize,
        name::kPanPosCenterX, name::kPanPosCenterY, name::kPanPosCenterZ}) {
    if (functions->getParameterIDFromFunctionName(kRootUnitId, function, id) != kResultTrue) {
      continue;
    }
    context.expect(known.contains(id), std::string(function) + " is parameter " +
                                           std::to_string(id) + ", which does not exist");
  }
  context.expect(functions->getParameterIDFromFunctionName(kRootUnitId, "Attacca:NoSuchFunction",
                                                           id) != kResultTrue,
                 "it has a parameter for a function that nobody knows");
}

void prefetch_is_an_answer(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto support = session.component().query<IPrefetchableSupport>();
  if (!support) context.skip("the plugin says nothing of being rendered ahead");
  PrefetchableSupport answer = PrefetchableSupport::kNumPrefetchableSupport;
  const TResult result = support->getPrefetchableSupport(answer);
  context.expect(result == kResultOk && answer < PrefetchableSupport::kNumPrefetchableSupport,
                 "getPrefetchableSupport answered " + name_of(result) + " and " +
                     std::to_string(static_cast<std::uint32_t>(answer)));
}

void odd_modes_do_no_harm(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto before = session.values();
  if (const auto controller2 = session.controller().query<IEditController2>()) {
    for (const std::int32_t mode : {0, 1, 2, 3, -1}) {
      (void)controller2->setKnobMode(static_cast<KnobMode>(mode));
    }
  }
  const auto automation = session.controller().query<IAutomationState>();
  using States = IAutomationState::AutomationStates;
  for (const std::int32_t state : {0, 1, 2, 3, 4, -1}) {
    if (automation) (void)automation->setAutomationState(static_cast<States>(state));
  }
  const auto latency = session.processor().query<IAudioPresentationLatency>();
  session.play();
  for (const std::int32_t bus : {0, 1, 99, -1}) {
    for (const auto direction : {BusDirections::kInput, BusDirections::kOutput}) {
      if (latency) (void)latency->setAudioPresentationLatencySamples(direction, bus, 4711);
    }
  }
  context.expect(session.values() == before, "a parameter has another value");
}

constexpr std::array kChecks = {
    Check{"vst3.programs",
          "a unit with a program to select has one parameter for it, with a position for each of "
          "the list",
          "VST3: IUnitInfo, ParameterInfo::kIsProgramChange, getUnitByBus", channels_have_programs},
    Check{"vst3.midi-mapping-2",
          "controllers that are listed move parameters that exist, and the same as one by one",
          "VST3: IMidiMapping2", both_mappings_agree},
    Check{"vst3.physical-ui", "fingers on keys move note expressions that the plugin has",
          "VST3: INoteExpressionPhysicalUIMapping", fingers_move_what_there_is},
    Check{"vst3.function-names", "functions are those of parameters that exist",
          "VST3: IParameterFunctionName", functions_name_parameters},
    Check{"vst3.prefetch", "being rendered ahead is answered with one of the three answers",
          "VST3: IPrefetchableSupport", prefetch_is_an_answer},
    Check{"vst3.odd-modes",
          "knob modes, automation states and latencies change no parameter, known or not",
          "VST3: IEditController2, IAutomationState, IAudioPresentationLatency",
          odd_modes_do_no_harm},
};

}  // namespace

std::span<const Check> vst3_offer_checks() {
  return kChecks;
}

}  // namespace attacca::validate
