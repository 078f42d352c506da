// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trial/run/param_setting.hpp"
#include "trial/run/performer.hpp"
#include "trial/run/run_plan.hpp"

namespace attacca::trial {

/// What options and script set in the plugins of a run: states, parameters, side-chains. All of it
/// is checked against the plugins before anything plays. [main]
class PluginSettings {
 public:
  /// Both must outlive it.
  PluginSettings(const RunPlan& plan, std::vector<std::unique_ptr<Performer>>& performers)
      : plan_(plan), performers_(performers) {}

  /// With the plugins loaded and not yet active: loads the states of the options, sets their
  /// parameters, and looks up what the script will need. Errors: the plugins and the options or the
  /// script do not fit, or a plugin refused a state.
  [[nodiscard]] Result<void> prepare();
  /// Does action `index` of the script. Errors: a plugin refused, or a file cannot be written.
  [[nodiscard]] Result<void> act(const ScriptEvent& event);
  /// At the end: writes the states that --save-state asks for. Errors: as for act().
  [[nodiscard]] Result<void> save_states();

 private:
  [[nodiscard]] Result<void> load_state(std::size_t plugin, const std::string& path);
  [[nodiscard]] Result<void> save_state(std::size_t plugin, const std::filesystem::path& path);
  [[nodiscard]] Result<void> set_options();
  [[nodiscard]] Result<void> set_param_option(const std::string& option);
  [[nodiscard]] Result<void> set_sidechain_option(std::size_t track);
  void play_sidechains(const ScriptEvent& event);
  [[nodiscard]] Result<void> look_up(std::size_t index, const ScriptEvent& event);
  [[nodiscard]] bool has_sidechain(std::size_t plugin) const;

  const RunPlan& plan_;
  std::vector<std::unique_ptr<Performer>>& performers_;
  /// For each action of the script and each plugin: the parameter that it means there.
  std::vector<std::vector<std::optional<ParamSetting>>> params_;
};

}  // namespace attacca::trial
