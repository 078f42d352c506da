// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/engine/audio_clip.hpp"
#include "host/engine/engine.hpp"
#include "host/load/plugin_choice.hpp"
#include "host/plugin/channel_set.hpp"
#include "host/plugin/plugin_description.hpp"
#include "host/plugin/track_info.hpp"
#include "host/profile/host_profile.hpp"
#include "midi_file/file.hpp"
#include "report/exit_code.hpp"
#include "trial/run/script.hpp"

namespace attacca::trial {

/// What the command line said. Zero and empty mean "not given".
struct RunOptions {
  std::vector<std::string> tracks;       ///< The plugins of each; see plugins_of_track().
  std::vector<std::string> note_routes;  ///< See note_route().
  std::string input;
  bool loop = false;
  std::string signal;  ///< What test_signal() knows, in place of `input`.
  std::string output;
  std::vector<std::string> names;
  std::vector<std::string> colors;
  std::vector<std::string> roles;
  std::string script;
  std::uint32_t block = 512;
  double rate = 0.0;
  double seconds = 0.0;
  bool free_wheel = false;
  bool doubles = false;
  std::string main_output;  ///< What read_channel_set() knows.
  bool editor = false;
  double scale = 1.0;
  std::string screenshot;
  std::string reference;   ///< What the screenshot is compared with; empty: nothing.
  double tolerance = 0.1;  ///< Percent of its pixels that may differ.
  std::string profile = "attacca";
  std::vector<std::string> params;
  std::vector<std::string> states;
  std::string save_state;
  std::vector<std::string> sidechains;
  std::vector<std::string> midi;
  std::string record_midi;
  std::string record_notes;
  bool strict = false;
  double patience = 1.0;  ///< A factor on the time that a plugin may take for a step.
};

/// One track of a run: what it is, and what it plays through its plugins.
struct PlannedTrack {
  host::TrackInfo info;
  std::size_t first_plugin = 0;           ///< Of RunPlan::plugins; the others of its chain follow.
  std::size_t plugin_count = 0;           ///< At least 1.
  std::optional<std::size_t> sidechain;   ///< Which of RunPlan::sidechains it is fed.
  std::string midi;                       ///< Which of RunPlan::midi it is played; empty: none.
  std::vector<std::size_t> note_sources;  ///< Tracks whose notes it gets.
};

/// One plugin of a run.
struct PlannedPlugin {
  std::filesystem::path path;
  std::string id;
  host::PluginDescription description;
  std::size_t track = 0;                 ///< Which of RunPlan::tracks it sits on.
  std::filesystem::path screenshot;      ///< Empty: none.
  std::filesystem::path reference;       ///< What it is compared with; empty: nothing.
  std::filesystem::path saved_state;     ///< Where its state goes at the end; empty: nowhere.
  std::string state;                     ///< Which of RunPlan::states it begins with; empty: none.
  std::filesystem::path recorded_midi;   ///< Where its notes go as MIDI; empty: nowhere.
  std::filesystem::path recorded_notes;  ///< Where they go as lines of a script; empty: nowhere.
};

/// A run, checked and with everything read that can be read before it begins.
struct RunPlan {
  std::vector<PlannedTrack> tracks;
  std::vector<PlannedPlugin> plugins;  ///< Track by track, each in the order of its chain.
  host::HostProfile profile;
  host::EngineOptions engine;  ///< `seconds` is the length of the audio.
  double seconds = 0.0;        ///< The length of the run, with the times the engine is stopped.
  host::AudioClip clip;
  bool loops = false;
  std::optional<host::ChannelSet> main_output;  ///< What plugins are asked for.
  Script script;
  std::string script_name;                    ///< For messages.
  std::vector<std::string> params;            ///< "NAME=VALUE" or "NUMBER:NAME=VALUE"
  std::map<std::string, std::string> states;  ///< The content of each file that is named.
  std::vector<host::AudioClip> sidechains;
  std::map<std::string, std::size_t> sidechain_numbers;  ///< By file.
  bool sidechain_loops = false;
  std::map<std::string, midi_file::File> midi;  ///< Each file that is named.
  std::filesystem::path output;                 ///< Empty: none.
  double picture_tolerance = 0.1;  ///< Percent of a screenshot's pixels that may differ.
  bool opens_editors = false;
  double scale = 1.0;
  double patience = 1.0;
  std::vector<std::string> notes;  ///< What the user has to know about the input; for the report.
};

/// Why a run cannot be, and whose fault that is.
struct RunFault {
  ExitCode code = ExitCode::wrong;
  Error error;
};

/// Checks the options completely, reads the script and the audio, and scans the plugins in child
/// processes. Nothing is written. [main]
[[nodiscard]] tl::expected<RunPlan, RunFault> plan_run(const RunOptions& options);

/// A plugin that was found in its file, and what is to be said about it.
struct FoundPlugin {
  host::PluginDescription description;
  /// About others of the same file: "FILE holds 3 plugins …"; empty when it is the only one.
  std::vector<std::string> notes;
};

/// The plugin that `choice` names, or the first of its file that can be made, found out in a child
/// process. `patience` is a factor on the 10 s that each step may take. [main]
/// Errors: missing, unloadable, an id that the file does not have (bad input), or it does not
/// survive being looked at.
[[nodiscard]] tl::expected<FoundPlugin, RunFault> find_plugin(const host::PluginChoice& choice,
                                                              double patience = 1.0);

/// The file for plugin `index` of `count` when all are named by one text: {number} and {format} are
/// filled in; with several plugins and neither of them, FILE.png becomes FILE-1.png and so on.
/// [any]
[[nodiscard]] std::filesystem::path own_file(const std::string& text, std::size_t index,
                                             std::size_t count, host::PluginFormat format);

/// Whether anything is played to the plugins as notes or MIDI.
[[nodiscard]] bool plays_notes(const RunPlan& plan) noexcept;

/// The engine's share of a run of `seconds`: without the times for which the script stops it.
[[nodiscard]] double played_seconds(const Script& script, double seconds);

}  // namespace attacca::trial
