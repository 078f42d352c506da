// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "abi/clap/ext/state.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

using Flags = clap::ParamInfoFlags;

constexpr const char* kParams = "CLAP: params.h, clap_param_info";

void ids_are_unique(CheckContext& context) {
  ClapSession session(context);
  session.open();
  std::set<clap::Id> ids;
  for (const auto& param : session.need_params()) {
    context.expect(param.id != clap::kInvalidId, name_of(param) + " has the invalid id");
    context.expect(ids.insert(param.id).second,
                   name_of(param) + " has the id of another parameter");
  }
}

void ranges_make_sense(CheckContext& context) {
  ClapSession session(context);
  session.open();
  for (const auto& param : session.need_params()) {
    const std::string range = text_of(param.min_value) + " to " + text_of(param.max_value) +
                              ", default " + text_of(param.default_value);
    context.expect(std::isfinite(param.min_value) && std::isfinite(param.max_value) &&
                       std::isfinite(param.default_value),
                   name_of(param) + " has a range that is not finite: " + range);
    context.expect(param.min_value <= param.default_value && param.default_value <= param.max_value,
                   name_of(param) + " has a range out of order: " + range);
    if (clap::has(param.flags, Flags::is_stepped)) {
      context.expect(
          param.min_value == std::trunc(param.min_value) &&
              param.max_value == std::trunc(param.max_value) &&
              param.default_value == std::trunc(param.default_value),
          name_of(param) + " is stepped, and its range is not of whole numbers: " + range);
    }
  }
}

void expect_base(CheckContext& context, const clap::ParamInfo& param, Flags base, Flags special,
                 const char* what) {
  context.expect(
      (clap::bits(param.flags) & clap::bits(special)) == 0 || clap::has(param.flags, base),
      name_of(param) + " is " + what + " per note, key, channel or port, but not " + what +
          " at all (flags " + std::to_string(clap::bits(param.flags)) + ")");
}

void flags_fit_each_other(CheckContext& context) {
  ClapSession session(context);
  session.open();
  int bypasses = 0;
  for (const auto& param : session.need_params()) {
    const auto is = [&param](Flags flag) { return clap::has(param.flags, flag); };
    if (is(Flags::is_bypass)) {
      ++bypasses;
      context.expect(is(Flags::is_stepped), name_of(param) + " is a bypass and not stepped");
      context.expect(param.min_value == 0.0 && param.max_value == 1.0,
                     name_of(param) + " is a bypass and goes from " + text_of(param.min_value) +
                         " to " + text_of(param.max_value));
    }
    context.expect(!is(Flags::is_readonly) || !is(Flags::is_automatable),
                   name_of(param) + " is read-only and automatable");
    context.expect(!is(Flags::is_readonly) || !is(Flags::is_modulatable),
                   name_of(param) + " is read-only and modulatable");
    context.expect(!is(Flags::is_enum) || is(Flags::is_stepped),
                   name_of(param) + " is an enumeration and not stepped");
    expect_base(context, param, Flags::is_automatable,
                Flags::is_automatable_per_note_id | Flags::is_automatable_per_key |
                    Flags::is_automatable_per_channel | Flags::is_automatable_per_port,
                "automatable");
    expect_base(context, param, Flags::is_modulatable,
                Flags::is_modulatable_per_note_id | Flags::is_modulatable_per_key |
                    Flags::is_modulatable_per_channel | Flags::is_modulatable_per_port,
                "modulatable");
  }
  context.expect(bypasses <= 1,
                 std::to_string(bypasses) + " parameters say that they are the bypass");
}

void texts_are_terminated(CheckContext& context) {
  ClapSession session(context);
  session.open();
  for (const auto& param : session.need_params()) {
    const std::string which = "parameter " + std::to_string(param.id);
    const std::string name = text_in(param.name, sizeof param.name);
    const std::string module = text_in(param.module, sizeof param.module);
    context.expect(is_terminated(param.name, sizeof param.name),
                   "the name of " + which + " has no terminator");
    context.expect(is_terminated(param.module, sizeof param.module),
                   "the module path of " + which + " has no terminator");
    context.expect(is_utf8(name) && is_utf8(module),
                   "name or module path of " + which + " is not UTF-8");
    context.expect(!module.starts_with('/') && !module.ends_with('/') &&
                       module.find("//") == std::string::npos,
                   "the module path \"" + module + "\" of " + which +
                       " has a slash too many: it begins or ends with one, or has two in a row");
  }
}

void begins_with_defaults(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto infos = session.need_params();
  const auto& params = session.need<clap::PluginParams>("parameters");
  for (const auto& param : infos) {
    if (clap::has(param.flags, Flags::is_readonly)) continue;
    double value = 0.0;
    if (!context.expect(params.get_value(session.plugin(), param.id, &value),
                        "get_value returned false for " + name_of(param))) {
      continue;
    }
    const double tolerance = 1e-6 * std::max(1.0, param.max_value - param.min_value);
    context.expect(std::abs(value - param.default_value) <= tolerance,
                   name_of(param) + " is " + text_of(value) + " after init, and its default is " +
                       text_of(param.default_value));
  }
}

void nothing_unknown_is_answered(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto infos = session.need_params();
  const auto& params = session.need<clap::PluginParams>("parameters");
  const auto count = static_cast<std::uint32_t>(infos.size());
  for (const std::uint32_t index : {count, count + 1, 0x7fffffffu, 0xffffffffu}) {
    clap::ParamInfo info{};
    context.expect(
        !params.get_info(session.plugin(), index, &info),
        "get_info filled in index " + std::to_string(index) + " of " + std::to_string(count));
  }
  std::set<clap::Id> ids{clap::kInvalidId};
  for (const auto& param : infos) ids.insert(param.id);
  clap::Id unknown = 0x5eed;
  while (ids.contains(unknown)) ++unknown;
  for (const clap::Id id : {unknown, clap::kInvalidId}) {
    double value = 0.0;
    std::array<char, 64> text{};
    const std::string of = " for " + std::to_string(id) + ", which is no parameter";
    context.expect(!params.get_value(session.plugin(), id, &value), "get_value returned true" + of);
    context.expect(!params.value_to_text(session.plugin(), id, 0.5, text.data(),
                                         static_cast<std::uint32_t>(text.size())),
                   "value_to_text returned true" + of);
    context.expect(!params.text_to_value(session.plugin(), id, "0.5", &value),
                   "text_to_value returned true" + of);
  }
}

void list_stays_the_same(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto before = session.need_params();
  const auto compare = [&](const std::string& when) {
    const auto now = session.need_params();
    context.require(now.size() == before.size(), std::to_string(before.size()) +
                                                     " parameters became " +
                                                     std::to_string(now.size()) + " " + when);
    for (std::size_t i = 0; i < now.size(); ++i) {
      context.expect(now[i].id == before[i].id && now[i].flags == before[i].flags &&
                         now[i].cookie == before[i].cookie &&
                         now[i].min_value == before[i].min_value &&
                         now[i].max_value == before[i].max_value &&
                         now[i].default_value == before[i].default_value,
                     name_of(before[i]) + " has another id, range, cookie or flags " + when +
                         ", and no rescan was asked for");
    }
  };
  compare("when asked again");
  session.open_processing();
  if (session.host().count("params.rescan") == 0) compare("while processing");
}

void values_can_be_saved(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto infos = session.need_params();
  const auto settable = std::count_if(infos.begin(), infos.end(), [](const auto& param) {
    return !clap::has(param.flags, Flags::is_readonly);
  });
  if (settable == 0) context.skip("the plugin has no parameters that a host may set");
  context.expect(session.find<clap::PluginState>() != nullptr,
                 std::to_string(settable) +
                     " parameters can be changed, and get_extension(\"clap.state\") is null: a "
                     "project that is opened again has the default values");
}

constexpr std::array kChecks = {
    Check{"clap-params.unique-ids", "parameter ids are valid and unique", kParams, ids_are_unique},
    Check{"clap-params.ranges",
          "ranges are finite and in order, and those of stepped parameters whole numbers", kParams,
          ranges_make_sense},
    Check{"clap-params.flags", "flags of a parameter do not contradict each other",
          "CLAP: params.h, clap_param_info_flags", flags_fit_each_other},
    Check{"clap-params.names",
          "names and module paths are terminated UTF-8, paths without stray slashes", kParams,
          texts_are_terminated},
    Check{"clap-params.defaults", "after init, parameters have their default values",
          "CLAP: params.h, default_value; clap-validator", begins_with_defaults, Severity::warning},
    Check{"clap-params.unknown", "calls about parameters that do not exist return false",
          "CLAP: params.h, true on success", nothing_unknown_is_answered, Severity::warning,
          Formats::clap, false, false, std::chrono::milliseconds(10'000), true},
    Check{"clap-params.same-again", "the list stays as it is, cookies included, until a rescan",
          "CLAP: params.h, CLAP_PARAM_RESCAN_ALL invalidates what the host knows",
          list_stays_the_same},
    Check{"clap-params.saved", "a plugin whose parameters can be changed has a state",
          "CLAP: params.h, persisting parameter values is for the state extension, not for hosts",
          values_can_be_saved},
};

}  // namespace

std::span<const Check> clap_param_checks() {
  return kChecks;
}

}  // namespace attacca::validate
