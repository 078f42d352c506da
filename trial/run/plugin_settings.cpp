// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/plugin_settings.hpp"

#include <charconv>
#include <span>
#include <string_view>

#include "files/atomic_file.hpp"

namespace attacca::trial {
namespace {

std::string at_line(const RunPlan& plan, std::size_t line) {
  return "--script: " + plan.script_name + ":" + std::to_string(line) + ":1: ";
}

}  // namespace

bool PluginSettings::has_sidechain(std::size_t plugin) const {
  return performers_[plugin]->instance().ports().inputs.size() > 1;
}

Result<void> PluginSettings::load_state(std::size_t plugin, const std::string& path) {
  Performer& performer = *performers_[plugin];
  auto loaded = performer.instance().load_state(std::as_bytes(std::span(plan_.states.at(path))));
  if (!loaded) return fail(loaded.error().message + " of the file " + path);
  performer.note_state_loaded();
  return {};
}

Result<void> PluginSettings::save_state(std::size_t plugin, const std::filesystem::path& path) {
  const auto state = performers_[plugin]->instance().save_state();
  if (!state) return tl::unexpected(state.error());
  const std::string_view bytes(reinterpret_cast<const char*>(state->data()), state->size());
  if (auto written = files::write_file_atomically(path, bytes); !written) return written;
  performers_[plugin]->note_state_saved(path);
  return {};
}

Result<void> PluginSettings::set_param_option(const std::string& option) {
  std::string assignment = option;
  std::size_t first = 0;
  std::size_t last = performers_.size();
  // "2:Gain=-6": the second plugin only, unless a parameter has such a name.
  std::size_t number = 0;
  const char* const end = option.data() + option.size();
  const auto [rest, error] = std::from_chars(option.data(), end, number);
  if (error == std::errc{} && rest != end && *rest == ':') {
    if (number < 1 || number > performers_.size()) {
      return fail("--param: there is no plugin " + std::to_string(number) + " in \"" + option +
                  "\": expected 1 to " + std::to_string(performers_.size()));
    }
    first = number - 1;
    last = number;
    assignment = std::string(rest + 1, end);
  }
  bool is_set = false;
  std::optional<Error> why_not;
  for (std::size_t i = first; i < last; ++i) {
    const auto setting = resolve_assignment(performers_[i]->instance(), assignment);
    if (!setting) {
      if (!why_not) why_not = setting.error();
      continue;
    }
    if (auto set = performers_[i]->set_parameter(setting->id, setting->value); !set) return set;
    is_set = true;
  }
  return is_set ? Result<void>() : fail("--param: " + why_not->message);
}

Result<void> PluginSettings::set_sidechain_option(std::size_t track) {
  const PlannedTrack& planned = plan_.tracks[track];
  host::Track& target = performers_[planned.first_plugin]->track();
  for (const host::AudioClip& clip : plan_.sidechains) target.add_sidechain(clip);
  target.set_sidechain_loops(plan_.sidechain_loops);
  if (!planned.sidechain) return {};
  for (std::size_t place = 0; place < planned.plugin_count; ++place) {
    if (!has_sidechain(planned.first_plugin + place)) continue;
    target.play_sidechain(*planned.sidechain);
    return {};
  }
  const auto& first = performers_[planned.first_plugin]->instance();
  if (planned.plugin_count > 1) {
    return fail("--sidechain: no plugin of track " + std::to_string(track + 1) +
                " has a side-chain");
  }
  return fail("--sidechain: " + first.description().name + " has no side-chain: it has " +
              std::to_string(first.ports().inputs.size()) + " audio input(s)");
}

Result<void> PluginSettings::set_options() {
  for (std::size_t i = 0; i < performers_.size(); ++i) {
    const std::string& state = plan_.plugins[i].state;
    if (state.empty()) continue;
    if (auto loaded = load_state(i, state); !loaded) {
      return fail("--state: " + loaded.error().message);
    }
  }
  for (const std::string& option : plan_.params) {
    if (auto set = set_param_option(option); !set) return set;
  }
  for (std::size_t i = 0; i < plan_.tracks.size(); ++i) {
    if (auto set = set_sidechain_option(i); !set) return set;
  }
  return {};
}

Result<void> PluginSettings::look_up(std::size_t index, const ScriptEvent& event) {
  const ScriptAction& action = plan_.script.actions[index];
  bool fits = false;
  std::optional<Error> why_not;
  for (std::size_t plugin = 0; plugin < performers_.size(); ++plugin) {
    if (!event.is_for(performers_[plugin]->track_index())) continue;
    Error why;
    switch (action.kind) {
      case ScriptAction::Kind::param: {
        const auto setting =
            resolve_param(performers_[plugin]->instance(), action.name, action.value);
        if (setting) {
          params_[index][plugin] = *setting;
          fits = true;
          continue;
        }
        why = setting.error();
        break;
      }
      case ScriptAction::Kind::sidechain:
        fits = fits || has_sidechain(plugin);
        why.message = performers_[plugin]->instance().description().name + " has no side-chain";
        break;
      case ScriptAction::Kind::load_state:
      case ScriptAction::Kind::save_state:
        fits = fits || performers_[plugin]->instance().has_state();
        why.message = performers_[plugin]->instance().description().name + " has no state";
        break;
    }
    if (!why_not) why_not = why;
  }
  return fits ? Result<void>() : fail(at_line(plan_, event.line) + why_not->message);
}

Result<void> PluginSettings::prepare() {
  params_.assign(plan_.script.actions.size(),
                 std::vector<std::optional<ParamSetting>>(performers_.size()));
  for (const ScriptEvent& event : plan_.script.events) {
    if (event.kind != ScriptEvent::Kind::action) continue;
    if (auto found = look_up(event.action, event); !found) return found;
  }
  return set_options();
}

Result<void> PluginSettings::act(const ScriptEvent& event) {
  const ScriptAction& action = plan_.script.actions[event.action];
  if (action.kind == ScriptAction::Kind::sidechain) {
    play_sidechains(event);
    return {};
  }
  for (std::size_t plugin = 0; plugin < performers_.size(); ++plugin) {
    Performer& performer = *performers_[plugin];
    if (!event.is_for(performer.track_index())) continue;
    Result<void> done;
    switch (action.kind) {
      case ScriptAction::Kind::param:
        if (const auto& setting = params_[event.action][plugin]) {
          done = performer.set_parameter(setting->id, setting->value);
        }
        break;
      case ScriptAction::Kind::load_state:
        if (performer.instance().has_state()) done = load_state(plugin, action.value);
        break;
      case ScriptAction::Kind::save_state:
        if (performer.instance().has_state()) {
          done = save_state(plugin, own_file(action.value, plugin, performers_.size(),
                                             performer.instance().description().format));
        }
        break;
      case ScriptAction::Kind::sidechain:
        break;
    }
    if (!done) return fail(at_line(plan_, event.line) + done.error().message);
  }
  return {};
}

void PluginSettings::play_sidechains(const ScriptEvent& event) {
  const std::string& file = plan_.script.actions[event.action].value;
  for (std::size_t i = 0; i < plan_.tracks.size(); ++i) {
    if (!event.is_for(i)) continue;
    host::Track& track = performers_[plan_.tracks[i].first_plugin]->track();
    if (file.empty()) {
      track.play_sidechain(std::nullopt);
    } else {
      track.play_sidechain(plan_.sidechain_numbers.at(file));
    }
  }
}

Result<void> PluginSettings::save_states() {
  for (std::size_t i = 0; i < performers_.size(); ++i) {
    const auto& path = plan_.plugins[i].saved_state;
    if (path.empty()) continue;
    if (auto saved = save_state(i, path); !saved) {
      return fail("--save-state: " + saved.error().message);
    }
  }
  return {};
}

}  // namespace attacca::trial
