// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "trial/validate/state/state_checks.hpp"
#include "trial/validate/state/states.hpp"

namespace attacca::validate {

namespace {

constexpr std::string_view kPresets =
    "CLAP: preset-discovery.h, preset-load.h; VST3: IUnitInfo, kIsProgramChange";

/// How many of a long list are tried.
constexpr std::size_t kMostTried = 12;

/// Some of the plugin's presets, the first and the last among them; ends the check where there are
/// none.
std::vector<host::PresetInfo> presets_of(CheckContext& context, host::PluginInstance& instance) {
  std::vector<host::PresetInfo> all = instance.presets();
  if (all.empty()) context.skip("the plugin has no presets");
  if (all.size() <= kMostTried) return all;
  std::vector<host::PresetInfo> some;
  for (std::size_t i = 0; i < kMostTried; ++i) {
    some.push_back(all[i * (all.size() - 1) / (kMostTried - 1)]);
  }
  return some;
}

void load(CheckContext& context, host::PluginInstance& instance, const host::PresetInfo& preset) {
  context.rely_on("presets.load", "the preset \"" + preset.name + "\" is refused",
                  [&] { return instance.load_preset(preset); });
  instance.pump();
}

void have_names(CheckContext& context) {
  const auto instance = context.create();
  const auto presets = instance->presets();
  if (presets.empty()) context.skip("the plugin has no presets");
  std::set<std::string> keys;
  for (const host::PresetInfo& preset : presets) {
    if (!context.expect(!preset.name.empty(),
                        "the preset with the key \"" + preset.key + "\" has no name") ||
        !context.expect(keys.insert(preset.key).second, "two presets have the key \"" + preset.key +
                                                            "\": a host cannot tell them apart")) {
      return;
    }
  }
}

void are_listed_again(CheckContext& context) {
  const auto instance = context.create();
  const auto presets = instance->presets();
  if (presets.empty()) context.skip("the plugin has no presets");
  const auto other = context.create();
  const auto again = other->presets();
  if (!context.expect(again.size() == presets.size(),
                      "asked again, it lists " + std::to_string(again.size()) +
                          " presets instead of " + std::to_string(presets.size()))) {
    return;
  }
  for (std::size_t i = 0; i < presets.size(); ++i) {
    const bool is_same = presets[i].name == again[i].name && presets[i].key == again[i].key;
    if (!context.expect(is_same, "asked again, it lists \"" + again[i].name + "\" where \"" +
                                     presets[i].name + "\" was")) {
      return;
    }
  }
}

void each_loads(CheckContext& context) {
  const auto first = context.create();
  for (const host::PresetInfo& preset : presets_of(context, *first)) {
    const auto instance = context.create();
    const auto loaded = instance->load_preset(preset);
    if (!context.expect(loaded.has_value(), "the preset \"" + preset.name +
                                                "\" is listed, and refused when it is loaded" +
                                                (loaded ? "" : ": " + loaded.error().message))) {
      return;
    }
  }
}

void each_replaces_all(CheckContext& context) {
  const auto first = context.create();
  for (const host::PresetInfo& preset : presets_of(context, *first)) {
    const auto fresh = context.create_processing();
    need_settable(context, *fresh);
    Playback playback(*fresh, 64);
    // One that is loaded already may be left as it is: another one comes between.
    load(context, *fresh, preset);
    playback.run(64);
    const Settings wanted = reported_settings(context, *fresh);
    const auto used = context.create_processing();
    Playback other(*used, 64);
    apply(context, *used, other, random_settings(context, *used, false));
    load(context, *used, preset);
    other.run(64);
    used->pump();
    const bool is_first = preset.key == first->presets().front().key;
    const auto differs = first_difference(*used, wanted, reported_settings(context, *used));
    if (is_first && !context.is_clap()) continue;  // it is the one that a VST3 begins with
    if (!context.expect(differs.empty(), "the preset \"" + preset.name +
                                             "\", loaded into a plugin in use, gives " + differs)) {
      return;
    }
  }
}

void holds_while_processing(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  Playback playback(*instance, 64);
  for (const host::PresetInfo& preset : presets_of(context, *instance)) {
    const auto fresh = context.create();
    load(context, *fresh, preset);
    const Settings wanted = reported_settings(context, *fresh);
    load(context, *instance, preset);
    for (int block = 0; block < 4; ++block) playback.run(64);
    instance->pump();
    const auto differs = first_difference(*instance, wanted, reported_settings(context, *instance));
    if (!context.expect(differs.empty(), "the preset \"" + preset.name +
                                             "\", loaded while audio runs, gives " + differs)) {
      return;
    }
  }
}

void is_in_the_state(CheckContext& context) {
  const auto instance = context.create();
  need_state(context, *instance);
  need_settable(context, *instance);
  for (const host::PresetInfo& preset : presets_of(context, *instance)) {
    const auto one = context.create();
    load(context, *one, preset);
    const Settings wanted = reported_settings(context, *one);
    const State state = saved_by(context, *one);
    const auto other = context.create();
    load_own(context, *other, state);
    const auto lost = first_difference(*other, wanted, reported_settings(context, *other));
    if (!context.expect(lost.empty(), "a project saved after the preset \"" + preset.name +
                                          "\" was loaded opens with " + lost)) {
      return;
    }
  }
}

void refuses_what_it_has_not(CheckContext& context) {
  const auto instance = create_changed(context);
  (void)presets_of(context, *instance);
  const Settings before = reported_settings(context, *instance);
  const auto loaded = instance->load_preset({"not there", "no preset has this key"});
  instance->pump();
  const auto changed = first_difference(*instance, before, reported_settings(context, *instance));
  context.expect(!loaded.has_value(), "a key that no preset has is said to have loaded");
  context.expect(changed.empty(), "a key that no preset has changes values: " + changed);
}

constexpr std::array kChecks = {
    Check{"presets.names", "each preset has a name, and a key of its own", kPresets, have_names},
    Check{"presets.same-again", "a plugin that is asked again lists the same presets",
          "hosts scan presets at every start, and keep what users have marked by its key",
          are_listed_again},
    Check{"presets.load", "each preset that is listed loads", kPresets, each_loads},
    Check{"presets.replace-all", "a preset gives the same values whatever was there before",
          "users expect the preset they chose; clap-wrapper#546", each_replaces_all},
    Check{"presets.while-processing", "a preset loaded while audio runs holds", kPresets,
          holds_while_processing},
    Check{"presets.in-state", "a project keeps what a preset has set", kPresets, is_in_the_state},
    Check{"presets.unknown-key", "a preset that there is not is refused, and changes nothing",
          "CLAP: preset-load.h, from_location", refuses_what_it_has_not, Severity::failure,
          Formats::clap},
};

}  // namespace

std::span<const Check> preset_checks() {
  return kChecks;
}

}  // namespace attacca::validate
