// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <optional>
#include <string>

#include "abi/vst3/units.hpp"
#include "host/vst3/utf16.hpp"
#include "trial/validate/vst3/test_stream.hpp"
#include "trial/validate/vst3/vst3_block.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

/// A parameter that chooses among the programs of its unit.
struct Programs {
  Ref<IUnitInfo> units;
  ParameterInfo parameter{};
  ProgramListInfo list{};

  [[nodiscard]] double value_of(std::int32_t program) const {
    return static_cast<double>(program) / parameter.stepCount;
  }
  [[nodiscard]] std::string name_of(std::int32_t program) const {
    String128 name{};
    if (units->getProgramName(list.id, program, name) != kResultOk) return {};
    return host::to_utf8(host::text_in(name));
  }
};

std::optional<ProgramListInfo> list_of(IUnitInfo& units, UnitID wanted) {
  for (std::int32_t i = 0; i < units.getUnitCount(); ++i) {
    UnitInfo unit{};
    if (units.getUnitInfo(i, unit) != kResultOk || unit.id != wanted) continue;
    for (std::int32_t at = 0; at < units.getProgramListCount(); ++at) {
      ProgramListInfo list{};
      if (units.getProgramListInfo(at, list) == kResultOk && list.id == unit.programListId) {
        return list;
      }
    }
  }
  return std::nullopt;
}

/// The first there is. Ends the check without one.
Programs need_programs(CheckContext& context, Vst3Session& session) {
  Programs programs;
  programs.units = session.controller().query<IUnitInfo>();
  if (!programs.units) context.skip("the plugin has no units");
  for (const ParameterInfo& info : session.parameters()) {
    if (!has(info.flags, ParameterInfo::kIsProgramChange) || info.stepCount < 1) continue;
    const auto list = list_of(*programs.units, info.unitId);
    if (!list || list->programCount != info.stepCount + 1) continue;
    programs.parameter = info;
    programs.list = *list;
    return programs;
  }
  context.skip("the plugin has no programs to choose from");
}

void texts_are_names(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const Programs programs = need_programs(context, session);
  const ParamID id = programs.parameter.id;
  for (std::int32_t i = 0; i < std::min(programs.list.programCount, 128); ++i) {
    String128 text{};
    const TResult result =
        session.controller()->getParamStringByValue(id, programs.value_of(i), text);
    const std::string shown = host::to_utf8(host::text_in(text));
    const std::string name = programs.name_of(i);
    if (!context.expect(result == kResultOk && shown == name,
                        name_of(programs.parameter) + " shows \"" + shown + "\" for program " +
                            std::to_string(i) + ", which the list calls \"" + name + "\"")) {
      return;
    }
  }
}

bool tells_values(Vst3Session& session) {
  const auto calls = session.handler().calls();
  return std::any_of(calls.begin(), calls.end(), [](const HostCall& call) {
    return call.kind == HostCallKind::restart &&
           (call.detail & static_cast<std::uint32_t>(RestartFlags::kParamValuesChanged)) != 0;
  });
}

void values_are_reported(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  const Programs programs = need_programs(context, session);
  for (std::int32_t i = 0; i < std::min(programs.list.programCount, 16); ++i) {
    const ParameterValues before = session.values();
    session.handler().forget();
    (void)session.controller()->setParamNormalized(programs.parameter.id, programs.value_of(i));
    (void)flush(session, {{programs.parameter.id, programs.value_of(i)}});
    (void)context.turn_loop_until([&] { return tells_values(session); },
                                  std::chrono::milliseconds(100));
    if (difference(before, session.values()).empty()) continue;
    context.expect(tells_values(session),
                   "the program \"" + programs.name_of(i) +
                       "\" changed parameters, and restartComponent(kParamValuesChanged) did not "
                       "say so to the host: its own controls show old values");
    return;
  }
  context.skip("no program changes a parameter");
}

/// Hosts keep the values of all parameters, the program's as well, and send them when they open a
/// project.
void sent_again_undoes_nothing(CheckContext& context) {
  ParameterValues wanted;
  std::vector<std::byte> state;
  double program = 0.0;
  {
    Vst3Session session(context);
    session.play();
    const Programs programs = need_programs(context, session);
    if (session.writable().empty()) context.skip("the plugin has no parameters");
    program = programs.value_of(programs.list.programCount - 1);
    (void)session.controller()->setParamNormalized(programs.parameter.id, program);
    (void)flush(session, {{programs.parameter.id, program}});
    (void)context.turn_loop_until([&] { return tells_values(session); },
                                  std::chrono::milliseconds(100));
    (void)flush(session, other_values(session));
    wanted = session.processor_values();
    state = session.component_state();
    program = session.controller()->getParamNormalized(programs.parameter.id);
  }
  Vst3Session session(context);
  session.open();
  const Programs programs = need_programs(context, session);
  const auto stream = make_ref<TestStream>(StreamHabits{}, state);
  context.require(session.component()->setState(stream.get()) == kResultOk,
                  "setState with its own state is refused");
  stream->rewind();
  (void)session.controller()->setComponentState(stream.get());
  (void)session.controller()->setParamNormalized(programs.parameter.id, program);
  session.play();
  (void)flush(session, {{programs.parameter.id, program}});
  (void)context.turn_loop_until([] { return false; }, std::chrono::milliseconds(50));
  const std::string wrong = difference(wanted, session.processor_values());
  context.expect(wrong.empty(),
                 "the program of a loaded state, set again, undid what was edited "
                 "since it was chosen: " +
                     wrong);
}

constexpr Check kChecks[] = {
    {"vst3.program-texts", "the parameter that chooses a program shows the program's name",
     "VST3: IUnitInfo::getProgramName, getParamStringByValue", texts_are_names, Severity::warning,
     Formats::vst3},
    {"vst3.program-values", "the host is notified of the values that a program brought",
     "VST3: restartComponent with kParamValuesChanged, program changes included",
     values_are_reported, Severity::warning, Formats::vst3},
    {"vst3.program-resent",
     "a project's program that the host sends again undoes nothing that was edited since",
     "VST3: a program is the value of a parameter, and hosts send all parameters with a project",
     sent_again_undoes_nothing, Severity::warning, Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_program_checks() {
  return kChecks;
}

}  // namespace attacca::validate
