// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <limits>
#include <map>
#include <set>

#include "abi/vst3/units.hpp"
#include "trial/validate/vst3/untouched.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

Ref<IUnitInfo> units_of(Vst3Session& session) {
  session.open();
  auto units = session.controller().query<IUnitInfo>();
  if (!units) session.check().skip("the plugin has no units");
  return units;
}

std::map<UnitID, UnitInfo> read_units(CheckContext& context, IUnitInfo& units) {
  std::map<UnitID, UnitInfo> all;
  const std::int32_t count = units.getUnitCount();
  for (std::int32_t i = 0; i < count; ++i) {
    UnitInfo info{};
    const TResult result = units.getUnitInfo(i, info);
    context.expect(result == kResultOk,
                   "getUnitInfo(" + std::to_string(i) + ") answered " + name_of(result));
    if (result != kResultOk) continue;
    context.expect(is_terminated(info.name),
                   "unit " + std::to_string(info.id) + ": its name has no end");
    context.expect(all.emplace(info.id, info).second,
                   "two units have the id " + std::to_string(info.id));
  }
  return all;
}

void root_is_there(CheckContext& context) {
  Vst3Session session(context);
  const auto units = units_of(session);
  const auto all = read_units(context, *units);
  context.expect(all.contains(kRootUnitId),
                 "of " + std::to_string(units->getUnitCount()) +
                     " units none is unit 0, the root, which has to be there");
}

void units_are_good(CheckContext& context) {
  Vst3Session session(context);
  const auto units = units_of(session);
  const auto all = read_units(context, *units);
  if (all.empty()) context.skip("the plugin has no units");
  for (const auto& [id, info] : all) {
    if (id == kRootUnitId) {
      context.expect(info.parentUnitId == kNoParentUnitId,
                     "the root unit has the parent " + std::to_string(info.parentUnitId));
      continue;
    }
    std::set<UnitID> seen{id};
    UnitID parent = info.parentUnitId;
    while (parent != kRootUnitId && all.contains(parent) && seen.insert(parent).second) {
      parent = all.at(parent).parentUnitId;
    }
    context.expect(parent == kRootUnitId, "unit " + std::to_string(id) +
                                              ": its parents do not lead to the root, but to " +
                                              std::to_string(parent));
  }
}

void parameters_have_units(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto units = session.controller().query<IUnitInfo>();
  const auto all = units ? read_units(context, *units) : std::map<UnitID, UnitInfo>{};
  const auto parameters = session.parameters();
  if (parameters.empty()) context.skip("the plugin has no parameters");
  for (const ParameterInfo& info : parameters) {
    context.expect(
        info.unitId == kRootUnitId || all.contains(info.unitId),
        name_of(info) + " is in unit " + std::to_string(info.unitId) + ", which does not exist");
  }
}

void program_lists_fit(CheckContext& context) {
  Vst3Session session(context);
  const auto units = units_of(session);
  std::map<ProgramListID, std::int32_t> programs;
  for (std::int32_t i = 0; i < units->getProgramListCount(); ++i) {
    ProgramListInfo info{};
    const TResult result = units->getProgramListInfo(i, info);
    if (!context.expect(result == kResultOk, "getProgramListInfo(" + std::to_string(i) +
                                                 ") answered " + name_of(result))) {
      continue;
    }
    context.expect(programs.emplace(info.id, info.programCount).second,
                   "two program lists have the id " + std::to_string(info.id));
    for (const std::int32_t program : {0, info.programCount - 1}) {
      if (program < 0) continue;
      String128 name{};
      context.expect(
          units->getProgramName(info.id, program, name) == kResultOk && is_terminated(name),
          "program " + std::to_string(program) + " of list " + std::to_string(info.id) +
              " has no name");
    }
  }
  const auto all = read_units(context, *units);
  for (const auto& [id, info] : all) {
    context.expect(info.programListId == kNoProgramListId || programs.contains(info.programListId),
                   "unit " + std::to_string(id) + " has the program list " +
                       std::to_string(info.programListId) + ", which does not exist");
  }
  for (const ParameterInfo& info : session.parameters()) {
    if (!has(info.flags, ParameterInfo::kIsProgramChange) || !all.contains(info.unitId)) continue;
    const auto list = programs.find(all.at(info.unitId).programListId);
    if (list == programs.end()) continue;
    context.expect(info.stepCount == list->second - 1,
                   name_of(info) + " has the step count " + std::to_string(info.stepCount) +
                       " for " + std::to_string(list->second) + " programs");
  }
}

void unit_index_is_checked(CheckContext& context) {
  Vst3Session session(context);
  const auto units = units_of(session);
  constexpr std::int32_t kFar = std::numeric_limits<std::int32_t>::max();
  for (const std::int32_t index : {units->getUnitCount(), -1, kFar}) {
    expect_refusal<UnitInfo>(context, "getUnitInfo(" + std::to_string(index) + ")",
                             [&](UnitInfo& info) { return units->getUnitInfo(index, info); });
  }
  for (const std::int32_t index : {units->getProgramListCount(), -1, kFar}) {
    expect_refusal<ProgramListInfo>(
        context, "getProgramListInfo(" + std::to_string(index) + ")",
        [&](ProgramListInfo& info) { return units->getProgramListInfo(index, info); });
  }
  context.step("questions about units and programs that do not exist");
  String128 name{};
  context.expect(units->getProgramName(kFar, 0, name) != kResultOk,
                 "getProgramName of an unknown list answered kResultOk");
  UnitID unit = 0;
  (void)units->getUnitByBus(MediaTypes::kEvent, BusDirections::kInput, 99, 99, unit);
  (void)units->hasProgramPitchNames(kFar, 0);
  (void)units->getProgramPitchName(kFar, 0, 60, name);
  (void)units->selectUnit(kFar);
  (void)units->getSelectedUnit();
}

constexpr std::chrono::milliseconds kTime{10'000};

constexpr Check kChecks[] = {
    {"vst3.unit-root", "a plugin that has units has the root unit at least",
     "VST3: IUnitInfo::getUnitCount, the number of units, at least 1", root_is_there,
     Severity::warning, Formats::vst3},
    {"vst3.units", "units have unique ids and lead to the root", "VST3: IUnitInfo::getUnitInfo",
     units_are_good, Severity::failure, Formats::vst3},
    {"vst3.param-units", "every parameter is in a unit that exists", "VST3: ParameterInfo::unitId",
     parameters_have_units, Severity::failure, Formats::vst3},
    {"vst3.program-lists", "program lists exist, have names, and fit their parameters",
     "VST3: IUnitInfo::getProgramListInfo, ParameterInfo::kIsProgramChange", program_lists_fit,
     Severity::failure, Formats::vst3},
    {"vst3.unit-index", "units and program lists that do not exist are refused", "VST3: IUnitInfo",
     unit_index_is_checked, Severity::warning, Formats::vst3, false, false, kTime, true},
};

}  // namespace

std::span<const Check> vst3_unit_checks() {
  return kChecks;
}

}  // namespace attacca::validate
