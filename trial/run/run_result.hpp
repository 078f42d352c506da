// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/engine/engine.hpp"
#include "host/plugin/callback_timing.hpp"
#include "host/plugin/plugin_description.hpp"
#include "host/plugin/port_layout.hpp"
#include "trial/run/conduct.hpp"
#include "trial/run/offending_place.hpp"

namespace attacca::trial {

enum class EditorState : std::uint8_t { not_asked, none, open, closed };

/// "not asked", "none" (the plugin has no editor), "open" or "closed" (by the user). [any]
[[nodiscard]] std::string_view name_of(EditorState state) noexcept;

/// What one side of a plugin, audio or editor, was found to have seen.
struct SideResult {
  std::optional<bool> last_value_seen;    ///< Absent: the plugin does not report it.
  std::optional<std::uint32_t> revision;  ///< The last that it saw.
  std::optional<std::uint32_t> updates;   ///< How many it saw.
  std::uint64_t checks = 0;
  std::uint64_t lost = 0;  ///< Checks that failed.
};

/// A screenshot beside its reference.
struct ComparedScreenshot {
  std::string reference;   ///< Path.
  double percent = 0.0;    ///< Of the pixels differ.
  bool is_alike = true;    ///< No more than was tolerated.
  std::string sizes;       ///< What is to be said of them; empty: they are the same.
  std::string difference;  ///< Path of a picture that shows it; empty: none.
};

struct PluginResult {
  std::string path;
  host::PluginDescription description;
  std::size_t track = 0;      ///< From 0.
  std::size_t place = 0;      ///< In the track's chain, from 0.
  std::uint32_t latency = 0;  ///< Frames, as the engine starts.
  std::string track_name;     ///< At the end.
  std::string track_info_by;  ///< The format's way; empty: the plugin takes no track info.
  std::uint64_t changes_sent = 0;
  SideResult audio;
  SideResult editor;
  EditorState editor_state = EditorState::not_asked;
  std::string screenshot;  ///< Path; empty: none.
  std::optional<ComparedScreenshot> compared;
  AudioThreadCounts audio_thread;
  std::vector<OffendingPlace> offending_places;  ///< In the order of their first offence.
  std::uint64_t offences_elsewhere = 0;          ///< For which there was no room among the places.
  std::vector<BrokenRule> broken_rules;
  host::TimingSummary timing;
  bool processed = true;           ///< False: it refused to process.
  std::uint64_t slept_blocks = 0;  ///< Without a call, as the profile lets plugins sleep.
  std::vector<std::string> log;
  std::uint64_t parameters_set = 0;  ///< By options and script.
  std::uint64_t states_loaded = 0;
  std::vector<std::string> states_saved;  ///< Paths.

  std::vector<host::NotePortInfo> note_inputs;
  std::vector<host::NotePortInfo> note_outputs;
  std::uint64_t notes_played = 0;    ///< Notes, expressions, MIDI and modulation for the plugin.
  std::uint64_t notes_left_out = 0;  ///< Of these: what its ports or format do not carry.
  std::uint64_t notes_sent = 0;      ///< By the plugin.
  std::uint64_t notes_lost = 0;      ///< Of these: what the main thread was too slow for.

  [[nodiscard]] std::uint64_t lost() const noexcept { return audio.lost + editor.lost; }
};

struct RunResult {
  std::vector<PluginResult> plugins;
  host::EngineOptions options;
  host::EngineReport engine;
  double seconds = 0.0;            ///< As planned.
  double largest_delay = 0.0;      ///< Seconds by which a change was sent later than planned.
  bool counts_audio_calls = true;  ///< False: this build cannot count allocations and locks.
  bool was_interrupted = false;
  std::string output;              ///< Path; empty: none.
  std::vector<std::string> notes;  ///< What the user has to know about the input; sentences.
};

}  // namespace attacca::trial
