// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/engine/track.hpp"
#include "host/plugin/track_info.hpp"
#include "trial/run/script_notes.hpp"

namespace attacca::trial {

/// One thing that happens while audio runs.
struct ScriptEvent {
  enum class Kind : std::uint8_t {
    change,  ///< tracks change and their plugins are notified
    stop,    ///< the engine ends its audio thread and deactivates the plugins
    start,   ///< and goes on
    action,  ///< something is set in the plugins; see ScriptAction
    note,    ///< a note or MIDI is played to them; see ScriptNote
  };

  double time = 0.0;  ///< Seconds since the run began.
  std::size_t line = 0;
  Kind kind = Kind::change;
  std::optional<std::size_t> track;  ///< Counted from 0; absent: all tracks.
  host::TrackInfo change;            ///< The fields that are present take the place of the old.
  bool partial = false;              ///< Send only what changed, where the format can.
  host::SendFrom from = host::SendFrom::main_thread;

  std::size_t action = 0;  ///< Which of Script::actions; with Kind::action.
  std::size_t note = 0;    ///< Which of Script::notes; with Kind::note.

  [[nodiscard]] bool is_for(std::size_t index) const noexcept { return !track || *track == index; }
};

/// What a script sets in plugins.
struct ScriptAction {
  enum class Kind : std::uint8_t { param, load_state, save_state, sidechain };
  Kind kind = Kind::param;
  std::string name;   ///< Of a parameter, as it was written.
  std::string value;  ///< Of a parameter; else a file. Empty: the side-chain ends.
};

/// A script of timed track changes; docs/run-script.md describes the text.
struct Script {
  std::vector<ScriptEvent> events;  ///< In order of time; equal times keep the file's order.
  std::vector<ScriptAction> actions;
  std::vector<ScriptNote> notes;

  [[nodiscard]] double last_time() const noexcept {
    return events.empty() ? 0.0 : events.back().time;
  }
};

inline constexpr std::size_t kMostScriptEvents = 1'000'000;
inline constexpr double kLongestScript = 86'400.0;  ///< Seconds.

/// Reads a whole script before anything of it happens. `file` is its name in messages; `tracks`
/// how many tracks there are. [main]
/// Errors: "FILE:LINE:COLUMN: what is wrong; what was expected"; lines and columns count from 1,
/// columns in characters.
[[nodiscard]] Result<Script> parse_script(std::string_view text, std::string_view file,
                                          std::size_t tracks);

/// parse_script() of a file's text. [main] Errors: also a file that cannot be read.
[[nodiscard]] Result<Script> read_script(const std::filesystem::path& path, std::size_t tracks);

}  // namespace attacca::trial
