// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <string>

#include "host/plugin/module.hpp"
#include "host/vst3/saved_state.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/twins/transcript.hpp"

namespace attacca::validate {

namespace {

bool can_be_set(const host::ParameterInfo& parameter) {
  return !parameter.is_read_only && !parameter.is_program_change && !parameter.is_midi_controller;
}

void write_values(CheckContext& context, host::PluginInstance& instance, const std::string& when) {
  for (const host::ParameterInfo& parameter : instance.parameters()) {
    if (!can_be_set(parameter)) continue;
    const auto value = instance.normalized_value(parameter.id);
    write(context, "parameter " + std::to_string(parameter.id) + " " + when,
          value ? position_text(*value) : "unknown");
  }
}

/// What one format saves, as the other has it: without what the host puts around it.
std::vector<std::byte> as_saved_by_plugin(const std::vector<std::byte>& state, bool is_clap) {
  if (is_clap) return state;
  const auto component = host::unpack_state(state).component;
  return {component.begin(), component.end()};
}

}  // namespace

void twin_presets(CheckContext& context) {
  const auto instance = context.create();
  for (const host::PresetInfo& preset : instance->presets()) {
    const std::string key = "preset " + preset.name;
    const auto fresh = context.create();
    const bool is_loaded = fresh->load_preset(preset).has_value();
    fresh->pump();
    write(context, key + " is loaded", is_loaded ? "yes" : "no");
    write_values(context, *fresh, "after " + key);
  }
}

void twin_cross_load(CheckContext& context) {
  const auto instance = context.create();
  if (!instance->has_state() || context.subject().twin.empty()) return;
  const auto module = context.require(host::Module::open(context.subject().twin), "no twin");
  const auto twin = context.require(module->create({}, context.loop()), "no twin");
  if (!twin->has_state()) return;
  for (const host::ParameterInfo& parameter : twin->parameters()) {
    if (!can_be_set(parameter)) continue;
    const double steps = parameter.step_count;
    double place = static_cast<double>(context.pick(0, 1000)) / 1000.0;
    if (steps > 0.0) place = std::round(place * steps) / steps;
    context.require(twin->set_parameter(parameter.id, twin->plain_value(parameter.id, place)),
                    "not set");
  }
  twin->pump();
  const auto state = context.require(twin->save_state(), "no state");
  const auto bytes =
      as_saved_by_plugin(state, twin->description().format == host::PluginFormat::clap);
  const bool is_loaded = instance->load_state(bytes).has_value();
  instance->pump();
  // Fields too, which no parameter shows.
  const auto again = context.require(instance->save_state(), "no state");
  write(context, "the twin's state, loaded and saved again",
        as_saved_by_plugin(again, context.is_clap()) == bytes ? "is the same" : "is another");
  write(context, "the twin's state is loaded", is_loaded ? "yes" : "no");
  write_values(context, *instance, "after loading the twin's state");
  write_values(context, *twin, "as the twin has it");
}

}  // namespace attacca::validate
