// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "trial/validate/needs.hpp"
#include "trial/validate/parameters/parameters_checks.hpp"
#include "trial/validate/rendering.hpp"
#include "trial/validate/settings.hpp"

namespace attacca::validate {

namespace {

/// Calls `judge` with every parameter.
template <typename Judge>
void each_parameter(CheckContext& context, Judge&& judge) {
  const auto instance = context.create();
  need_parameters(context, *instance);
  for (const host::ParameterInfo& info : instance->parameters()) judge(info);
}

void ranges_are_good(CheckContext& context) {
  each_parameter(context, [&](const host::ParameterInfo& info) {
    const std::string range =
        name_of(info) + ": " + text_of(info.minimum) + " to " + text_of(info.maximum);
    if (!context.expect(std::isfinite(info.minimum) && std::isfinite(info.maximum),
                        range + " is no range")) {
      return;
    }
    // The plain values of VST3 may run backwards.
    context.expect(!context.is_clap() || info.minimum <= info.maximum, range + " runs backwards");
    context.expect(is_in_range(info, info.default_value),
                   range + ", but the default is " + text_of(info.default_value));
  });
}

void ids_are_unique(CheckContext& context) {
  std::map<host::ParameterId, std::string> seen;
  each_parameter(context, [&](const host::ParameterInfo& info) {
    const auto [place, is_new] = seen.emplace(info.id, info.name);
    context.expect(is_new, name_of(info) + " has the id of \"" + place->second + "\"");
    // VST3 keeps the upper half for hosts; CLAP's highest number is no id.
    const bool is_allowed = context.is_clap() ? info.id != UINT32_MAX : info.id <= 0x7fffffffu;
    context.expect(is_allowed, name_of(info) + " has an id that the format keeps for itself");
  });
}

void names_are_there(CheckContext& context) {
  std::set<std::pair<std::string, std::string>> seen;
  each_parameter(context, [&](const host::ParameterInfo& info) {
    if (info.is_hidden) return;
    if (!context.expect(!info.name.empty(), name_of(info) + " has no name")) return;
    context.expect(seen.emplace(info.module, info.name).second,
                   "two parameters of " +
                       (info.module.empty() ? "the root" : "\"" + info.module + "\"") +
                       " are called \"" + info.name + "\"; users cannot distinguish them");
    context.expect(info.name.front() != ' ' && info.name.back() != ' ',
                   name_of(info) + " has blank ends");
  });
}

void module_paths_are_clean(CheckContext& context) {
  each_parameter(context, [&](const host::ParameterInfo& info) {
    const std::string& path = info.module;
    if (path.empty()) return;
    context.expect(
        path.front() != '/' && path.back() != '/' && path.find("//") == std::string::npos,
        name_of(info) + ": the module path \"" + path + "\" has stray slashes");
  });
}

void steps_are_whole(CheckContext& context) {
  each_parameter(context, [&](const host::ParameterInfo& info) {
    context.expect(info.step_count >= 0,
                   name_of(info) + " has " + std::to_string(info.step_count) + " steps");
    if (!context.is_clap() || !info.is_stepped) return;
    const auto is_whole = [](double value) { return std::trunc(value) == value; };
    context.expect(is_whole(info.minimum) && is_whole(info.maximum) && is_whole(info.default_value),
                   name_of(info) + " is stepped, but its range is " + text_of(info.minimum) +
                       " to " + text_of(info.maximum) + " with the default " +
                       text_of(info.default_value));
  });
}

void read_only_is_not_automatable(CheckContext& context) {
  each_parameter(context, [&](const host::ParameterInfo& info) {
    context.expect(!(info.is_read_only && info.is_automatable),
                   name_of(info) + " is read only and automatable at the same time");
  });
}

void bypass_is_a_switch(CheckContext& context) {
  std::string first;
  each_parameter(context, [&](const host::ParameterInfo& info) {
    if (!info.is_bypass) return;
    context.expect(first.empty(), name_of(info) + " is a bypass, and so is " + first);
    first = name_of(info);
    context.expect(info.step_count == 1, name_of(info) + " is the bypass, but has " +
                                             std::to_string(info.step_count + 1) +
                                             " states instead of two");
    context.expect(!info.is_read_only, name_of(info) + " is the bypass, but read only");
  });
  if (first.empty()) context.skip("the plugin has no bypass parameter");
}

void effects_have_a_bypass(CheckContext& context) {
  const auto instance = context.create();
  need_audio_effect(context, *instance);
  // A meter has nothing to bypass.
  need_settable(context, *instance);
  const auto& all = instance->parameters();
  context.expect(std::any_of(all.begin(), all.end(),
                             [](const host::ParameterInfo& info) { return info.is_bypass; }),
                 "no parameter is marked as bypass; the host can only cut the plugin out, "
                 "without its latency or a fade");
}

void says_the_same_again(CheckContext& context) {
  const auto first = context.create();
  need_parameters(context, *first);
  const auto second = context.create();
  const auto& ours = first->parameters();
  const auto& others = second->parameters();
  context.require(ours.size() == others.size(),
                  "a second instance has " + std::to_string(others.size()) +
                      " parameters instead of " + std::to_string(ours.size()));
  const auto text = [](const host::ParameterInfo& info) {
    return name_of(info) + " in \"" + info.module + "\", " + text_of(info.minimum) + " to " +
           text_of(info.maximum) + ", default " + text_of(info.default_value) + ", " +
           std::to_string(info.step_count) + " steps";
  };
  for (std::size_t i = 0; i < ours.size(); ++i) {
    context.expect(text(ours[i]) == text(others[i]),
                   "a second instance has " + text(others[i]) + " instead of " + text(ours[i]));
  }
}

void starts_in_range(CheckContext& context) {
  const auto instance = context.create();
  need_parameters(context, *instance);
  for (const host::ParameterInfo& info : instance->parameters()) {
    const auto value = instance->parameter_value(info.id);
    if (!context.expect(value.has_value(), name_of(info) + " has no value")) continue;
    context.expect(is_in_range(info, *value), name_of(info) + " starts at " + text_of(*value) +
                                                  ", outside " + text_of(info.minimum) + " to " +
                                                  text_of(info.maximum));
  }
}

void starts_at_defaults(CheckContext& context) {
  const auto instance = context.create();
  need_settable(context, *instance);
  for (const host::ParameterInfo& info : settable(*instance)) {
    const auto value = instance->parameter_value(info.id);
    if (!value) continue;
    context.expect(is_same_value(info, *value, info.default_value),
                   name_of(info) + " starts at " + text_of(*value) + ", but its default is " +
                       text_of(info.default_value));
  }
}

constexpr const char* kInfo = "CLAP: params.h, clap_param_info; VST3: ParameterInfo";

constexpr std::array kChecks = {
    Check{"parameters.ranges", "ranges are numbers, and the default lies inside", kInfo,
          ranges_are_good},
    Check{"parameters.unique-ids", "ids are unique, and none that the format keeps for itself",
          "CLAP: params.h, CLAP_INVALID_ID; VST3: ParamID is 0..0x7fffffff", ids_are_unique},
    Check{"parameters.names", "visible parameters have names, each once in its group", kInfo,
          names_are_there, Severity::warning},
    Check{"parameters.module-paths", "module paths have no empty parts",
          "CLAP: params.h, module is a path separated by /", module_paths_are_clean,
          Severity::warning, Formats::clap},
    Check{"parameters.steps", "stepped parameters have whole bounds", kInfo, steps_are_whole},
    Check{"parameters.read-only-is-no-automation", "a read-only parameter is not automatable",
          "CLAP: params.h, IS_READONLY; VST3: ParameterInfo::kIsReadOnly",
          read_only_is_not_automatable},
    Check{"parameters.bypass-is-a-switch", "there is one bypass at most, with two states",
          "CLAP: params.h, IS_BYPASS; VST3: ParameterInfo::kIsBypass", bypass_is_a_switch},
    Check{"parameters.bypass-exists", "an effect has a bypass parameter",
          "VST3: ParameterInfo::kIsBypass, recommended for every effect", effects_have_a_bypass,
          Severity::warning, Formats::vst3},
    Check{"parameters.same-again", "every instance has the same parameters",
          "hosts keep automation by id and range; CLAP: params.h; VST3: IEditController",
          says_the_same_again},
    Check{"parameters.start-in-range", "the values of a new instance are numbers inside the range",
          "CLAP: params.get_value; VST3: getParamNormalized is 0..1", starts_in_range},
    Check{"parameters.start-at-default", "the values of a new instance are the defaults",
          "clap-validator: initial values equal defaults; hosts reset knobs to the default",
          starts_at_defaults, Severity::warning},
};

}  // namespace

std::span<const Check> parameter_declaration_checks() {
  return kChecks;
}

}  // namespace attacca::validate
