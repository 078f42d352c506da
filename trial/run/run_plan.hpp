// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host/engine/audio_clip.hpp"
#include "host/engine/engine.hpp"
#include "host/plugin/plugin_description.hpp"
#include "host/plugin/track_info.hpp"
#include "host/profile/host_profile.hpp"
#include "report/exit_code.hpp"
#include "trial/run/script.hpp"

namespace attacca::trial {

/// What the command line said. Zero and empty mean "not given".
struct RunOptions {
  std::vector<std::string> plugins;
  std::string input;
  bool loop = false;
  std::string output;
  std::vector<std::string> names;
  std::vector<std::string> colors;
  std::vector<std::string> roles;
  std::string script;
  std::uint32_t block = 512;
  double rate = 0.0;
  double seconds = 0.0;
  bool free_wheel = false;
  bool editor = false;
  double scale = 1.0;
  std::string screenshot;
  std::string profile = "attacca";
  bool strict = false;
};

/// One plugin of a run and the track that it sits on.
struct PlannedPlugin {
  std::filesystem::path path;
  std::string id;
  host::PluginDescription description;
  host::TrackInfo track;
  std::filesystem::path screenshot;  ///< Empty: none.
};

/// A run, checked and with everything read that can be read before it begins.
struct RunPlan {
  std::vector<PlannedPlugin> plugins;
  host::HostProfile profile;
  host::EngineOptions engine;  ///< `seconds` is the length of the audio.
  double seconds = 0.0;        ///< The length of the run, with the times the engine is stopped.
  host::AudioClip clip;
  bool loops = false;
  Script script;
  std::filesystem::path output;  ///< Empty: none.
  bool opens_editors = false;
  double scale = 1.0;
};

/// Why a run cannot be, and whose fault that is.
struct RunFault {
  ExitCode code = ExitCode::wrong;
  Error error;
};

/// Checks the options completely, reads the script and the audio, and scans the plugins in child
/// processes. Nothing is written. [main]
[[nodiscard]] tl::expected<RunPlan, RunFault> plan_run(const RunOptions& options);

/// The first plugin that a file holds, found out in a child process. [main] Errors: missing,
/// unloadable (bad input), or it does not survive being looked at.
[[nodiscard]] tl::expected<host::PluginDescription, RunFault> describe_plugin(
    const std::filesystem::path& path);

/// One second of a signal that is the same in every run: white noise at -26 dBFS, by a linear
/// congruential generator (Numerical Recipes, "quick and dirty generators"). [main]
[[nodiscard]] host::AudioClip quiet_noise(double rate, std::uint32_t channels);

/// The engine's share of a run of `seconds`: without the times for which the script stops it.
[[nodiscard]] double played_seconds(const Script& script, double seconds);

}  // namespace attacca::trial
