// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "abi/vst3/automation_state.hpp"
#include "abi/vst3/context_menu.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/midi_mapping2.hpp"
#include "abi/vst3/parameter_function_name.hpp"
#include "abi/vst3/physical_ui.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/prefetchable_support.hpp"
#include "abi/vst3/units.hpp"
#include "hosted.hpp"
#include "tests/support/extended_plugin.hpp"

namespace attacca::test {
namespace {

constexpr std::int32_t kExtendedPlugin = 5;  // its place among the exported ones
constexpr std::int32_t kNotePlugin = 2;

std::string text_of(const char16_t* text) {
  std::string narrow;
  for (; *text != 0; ++text) narrow += static_cast<char>(*text);
  return narrow;
}

struct Rig : Hosted {
  Rig() : Hosted(kExtendedPlugin), units(component.query<vst3::IUnitInfo>()) { start(); }

  [[nodiscard]] static ExtendedPlugin& made() { return *ExtendedPlugin::latest; }
  /// The unit of a channel of a note input, if it has one.
  [[nodiscard]] std::optional<vst3::UnitID> unit_of(std::int32_t bus, std::int32_t channel) {
    vst3::UnitID unit = -1;
    const bool found = units->getUnitByBus(vst3::MediaTypes::kEvent, vst3::BusDirections::kInput,
                                           bus, channel, unit) == vst3::kResultTrue;
    return found ? std::optional(unit) : std::nullopt;
  }
  /// The parameter of a unit that selects its program.
  [[nodiscard]] std::optional<vst3::ParameterInfo> program_of(vst3::UnitID unit) {
    std::optional<vst3::ParameterInfo> found;
    for (std::int32_t i = 0; i < controller->getParameterCount(); ++i) {
      vst3::ParameterInfo info = {};
      REQUIRE(controller->getParameterInfo(i, info) == vst3::kResultOk);
      if (!vst3::has(info.flags, vst3::ParameterInfo::kIsProgramChange)) continue;
      if (info.unitId != unit) continue;
      CHECK_FALSE(found);  // one of each unit
      found = info;
    }
    return found;
  }

  vst3::Ref<vst3::IUnitInfo> units;
};

}  // namespace

TEST_CASE("interfaces that a plugin has no use for are not offered") {
  const auto offers = [](Hosted& plugin, const vst3::Tuid& iid) {
    void* found = nullptr;
    const bool has = plugin.component->queryInterface(iid, &found) == vst3::kResultOk;
    if (found != nullptr) static_cast<vst3::FUnknown*>(found)->release();
    return has;
  };
  Hosted full(kExtendedPlugin);
  Hosted notes(kNotePlugin);
  CHECK(offers(full, vst3::IAutomationState::iid));
  CHECK_FALSE(offers(notes, vst3::IAutomationState::iid));
  CHECK(offers(full, vst3::IAudioPresentationLatency::iid));
  CHECK_FALSE(offers(notes, vst3::IAudioPresentationLatency::iid));
  CHECK(offers(notes, vst3::IMidiMapping2::iid));
  CHECK(offers(notes, vst3::INoteExpressionPhysicalUIMapping::iid));
}

TEST_CASE("a program change comes by the one parameter of its channel's unit") {
  Rig rig;
  CHECK_FALSE(rig.unit_of(0, 0));  // that port did not ask for them
  CHECK_FALSE(rig.unit_of(1, 16));
  CHECK_FALSE(rig.unit_of(1, -1));
  CHECK_FALSE(rig.unit_of(2, 0));
  const auto unit = rig.unit_of(1, 4);
  REQUIRE(unit);
  std::set<vst3::UnitID> listed;
  for (std::int32_t i = 0; i < rig.units->getUnitCount(); ++i) {
    vst3::UnitInfo info = {};
    REQUIRE(rig.units->getUnitInfo(i, info) == vst3::kResultOk);
    CHECK(listed.insert(info.id).second);
    if (info.id == *unit) CHECK(info.programListId == 1);
  }
  CHECK(listed.size() == 1 + 1 + 16);  // root, one group, and the channels
  CHECK(listed.contains(*unit));
  CHECK(rig.units->selectUnit(*unit) == vst3::kResultOk);

  const auto program = rig.program_of(*unit);
  REQUIRE(program);
  CHECK(program->stepCount == 127);
  vst3::String128 text = {};
  REQUIRE(rig.controller->getParamStringByValue(program->id, 1.0, text) == vst3::kResultOk);
  CHECK(text_of(text) == "128");
  double value = -1.0;
  REQUIRE(rig.controller->getParamValueByString(program->id, text, value) == vst3::kResultOk);
  CHECK(value == 1.0);

  Changes changes;
  changes.add(program->id, {{3, 5.0 / 127.0}, {9, 1.0}});
  rig.made().forget();
  REQUIRE(rig.process(16, &changes) == vst3::kResultOk);
  REQUIRE(rig.made().events().size() == 2);
  const auto* first = rig.made().events()[0].get_if<ProgramChange>();
  REQUIRE(first != nullptr);
  CHECK(rig.made().events()[0].frame == 3);
  CHECK(first->port == 1);
  CHECK(first->channel == 4);
  CHECK(first->program == 5);
  CHECK(rig.made().events()[1].get_if<ProgramChange>()->program == 127);
}

TEST_CASE("every program is reached by its position") {
  Rig rig;
  const auto program = rig.program_of(*rig.unit_of(1, 0));
  REQUIRE(program);
  for (int i = 0; i < 128; ++i) {
    Changes changes;
    changes.add(program->id, {{0, i / 127.0}});
    rig.made().forget();
    REQUIRE(rig.process(16, &changes) == vst3::kResultOk);
    REQUIRE(rig.made().events().size() == 1);
    CHECK(rig.made().events()[0].get_if<ProgramChange>()->program == i);
  }
}

TEST_CASE("the program list names programs, and keys in them") {
  Rig rig;
  REQUIRE(rig.units->getProgramListCount() == 1);
  vst3::ProgramListInfo list = {};
  REQUIRE(rig.units->getProgramListInfo(0, list) == vst3::kResultOk);
  CHECK(list.id == 1);
  CHECK(list.programCount == 128);
  CHECK(rig.units->getProgramListInfo(1, list) == vst3::kInvalidArgument);
  vst3::String128 name = {};
  REQUIRE(rig.units->getProgramName(1, 9, name) == vst3::kResultOk);
  CHECK(text_of(name) == "10");
  CHECK(rig.units->getProgramName(1, 128, name) == vst3::kInvalidArgument);
  CHECK(rig.units->getProgramName(2, 0, name) == vst3::kInvalidArgument);
  CHECK(rig.units->hasProgramPitchNames(1, 0) == vst3::kResultTrue);
  CHECK(rig.units->hasProgramPitchNames(1, -1) == vst3::kResultFalse);
  REQUIRE(rig.units->getProgramPitchName(1, 0, 36, name) == vst3::kResultTrue);
  CHECK(text_of(name) == "Kick");
  REQUIRE(rig.units->getProgramPitchName(1, 127, 38, name) == vst3::kResultTrue);
  CHECK(text_of(name) == "Any snare");
  CHECK(rig.units->getProgramPitchName(1, 0, 37, name) == vst3::kResultFalse);
  CHECK(rig.units->getProgramPitchName(1, 0, 200, name) == vst3::kResultFalse);
  CHECK(rig.units->getProgramPitchName(1, 0, 36, nullptr) == vst3::kInvalidArgument);
}

TEST_CASE("all controllers are listed at once, as the older mapping has them one by one") {
  Rig rig;
  const auto all = rig.component.query<vst3::IMidiMapping2>();
  const auto each = rig.component.query<vst3::IMidiMapping>();
  REQUIRE(all);
  REQUIRE(each);
  const std::uint32_t count = all->getNumMidi1ControllerAssignments(vst3::BusDirections::kInput);
  REQUIRE(count == 130 * 16);
  CHECK(all->getNumMidi1ControllerAssignments(vst3::BusDirections::kOutput) == 0);
  std::vector<vst3::Midi1ControllerParamIDAssignment> assigned(count);
  const vst3::Midi1ControllerParamIDAssignmentList list = {count, assigned.data()};
  REQUIRE(all->getMidi1ControllerAssignments(vst3::BusDirections::kInput, list) ==
          vst3::kResultTrue);
  std::set<vst3::ParamID> ids;
  for (const auto& one : assigned) {
    CHECK(ids.insert(one.pId).second);
    vst3::ParamID id = 0;
    REQUIRE(each->getMidiControllerAssignment(one.busIndex, one.channel, one.controller, id) ==
            vst3::kResultOk);
    CHECK(id == one.pId);
  }
  vst3::Midi1ControllerParamIDAssignment two[2] = {};
  CHECK(all->getMidi1ControllerAssignments(vst3::BusDirections::kInput, {2, two}) ==
        vst3::kResultTrue);
  CHECK(two[1].pId == assigned[1].pId);
  CHECK(all->getMidi1ControllerAssignments(vst3::BusDirections::kInput, {2, nullptr}) !=
        vst3::kResultTrue);
}

TEST_CASE("a registered controller of MIDI 2 comes as its message") {
  Rig rig;
  const auto all = rig.component.query<vst3::IMidiMapping2>();
  const std::uint32_t count = all->getNumMidi2ControllerAssignments(vst3::BusDirections::kInput);
  REQUIRE(count == 7 * 16);
  std::vector<vst3::Midi2ControllerParamIDAssignment> assigned(count);
  REQUIRE(all->getMidi2ControllerAssignments(vst3::BusDirections::kInput,
                                             {count, assigned.data()}) == vst3::kResultTrue);
  for (const auto& one : assigned) {
    CHECK(one.busIndex == 1);
    CHECK(one.controller.bank == 0);
    CHECK(one.controller.registered == 1);
    Changes changes;
    changes.add(one.pId, {{2, 1.0}});
    rig.made().forget();
    REQUIRE(rig.process(16, &changes) == vst3::kResultOk);
    REQUIRE(rig.made().events().size() == 1);
    const auto* message = rig.made().events()[0].get_if<Midi2Message>();
    REQUIRE(message != nullptr);
    CHECK(message->port == 1);
    const auto channel = static_cast<std::uint32_t>(one.channel);
    CHECK(message->words[0] == (0x40200000u | channel << 16 | one.controller.index));
    CHECK(message->words[1] == 0xFFFFFFFFu);
  }
}

TEST_CASE("movements on a key drive the expressions that MPE has them drive") {
  Rig rig;
  const auto physical = rig.component.query<vst3::INoteExpressionPhysicalUIMapping>();
  REQUIRE(physical);
  using Physical = vst3::PhysicalUITypeIDs;
  using Type = vst3::NoteExpressionTypeIDs;
  vst3::PhysicalUIMap maps[] = {{Physical::kPUIXMovement, Type::kVolumeTypeID},
                                {Physical::kPUIYMovement, Type::kVolumeTypeID},
                                {Physical::kPUIPressure, Type::kVolumeTypeID}};
  vst3::PhysicalUIMapList list = {3, maps};
  REQUIRE(physical->getPhysicalUIMapping(0, 0, list) == vst3::kResultTrue);
  CHECK(maps[0].noteExpressionTypeID == Type::kTuningTypeID);
  CHECK(maps[1].noteExpressionTypeID == Type::kBrightnessTypeID);
  CHECK(maps[2].noteExpressionTypeID == Type::kInvalidTypeID);
  CHECK(physical->getPhysicalUIMapping(7, 0, list) == vst3::kResultFalse);
  list.map = nullptr;
  CHECK(physical->getPhysicalUIMapping(0, 0, list) == vst3::kInvalidArgument);
}

TEST_CASE("parameters are found by what they are for, in their unit") {
  Rig rig;
  const auto functions = rig.component.query<vst3::IParameterFunctionName>();
  REQUIRE(functions);
  namespace name = vst3::function_name_type;
  vst3::ParamID id = 0;
  REQUIRE(functions->getParameterIDFromFunctionName(vst3::kRootUnitId, name::kDryWetMix, id) ==
          vst3::kResultTrue);
  CHECK(id == rig.made().mix.stable_id());
  const auto inner = static_cast<vst3::UnitID>(rig.made().inner.fast.group()->stable_id);
  REQUIRE(functions->getParameterIDFromFunctionName(inner, name::kLowLatencyMode, id) ==
          vst3::kResultTrue);
  CHECK(id == rig.made().inner.fast.stable_id());
  CHECK(functions->getParameterIDFromFunctionName(vst3::kRootUnitId, name::kLowLatencyMode, id) ==
        vst3::kResultFalse);
  CHECK(functions->getParameterIDFromFunctionName(vst3::kRootUnitId, "NoSuchThing", id) ==
        vst3::kResultFalse);
  CHECK(functions->getParameterIDFromFunctionName(vst3::kRootUnitId, nullptr, id) ==
        vst3::kInvalidArgument);
}

TEST_CASE("only a plugin that is tied to hardware is never rendered ahead") {
  using Support = vst3::PrefetchableSupport;
  const auto support = [](std::int32_t index) {
    Hosted plugin(index);
    Support found = Support::kNumPrefetchableSupport;
    REQUIRE(plugin.component.query<vst3::IPrefetchableSupport>()->getPrefetchableSupport(found) ==
            vst3::kResultOk);
    return found;
  };
  CHECK(support(kExtendedPlugin) == Support::kIsNeverPrefetchable);
  CHECK(support(kNotePlugin) == Support::kIsYetPrefetchable);
}

TEST_CASE("restarts and new names of keys reach the host, each by its own call") {
  Rig rig;
  rig.made().host().request_restart();
  CHECK(rig.handler.wait_for_restart(vst3::RestartFlags::kLatencyChanged));
}

}  // namespace attacca::test
