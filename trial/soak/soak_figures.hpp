// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trial/run/conduct.hpp"
#include "trial/soak/histogram.hpp"

namespace attacca::trial {

/// What one side of a plugin, audio or editor, was found to have seen.
struct SideFigures {
  bool reports = false;      ///< The plugin says what this side saw.
  std::uint64_t checks = 0;  ///< Last values that had to be seen.
  std::uint64_t lost = 0;    ///< ... and were not.
  std::uint64_t seen = 0;    ///< Values seen, one after the other.
  std::uint64_t torn = 0;    ///< ... that were never sent.
  /// Audio only, of the values that the plugin reported in a callback: seen by the callback that
  /// ran when the update returned, by the next one, or later, which must not be.
  std::uint64_t at_once = 0;
  std::uint64_t next_callback = 0;
  std::uint64_t later = 0;
  std::uint64_t most_callbacks = 0;  ///< The longest way, 1 = the next callback.
  Distribution latency;  ///< To the sight: from the update's end for audio, its begin for editors.
};

/// One instance of a plugin under load.
struct PluginFigures {
  std::string path;
  std::string format;
  std::string id;
  std::string name;
  std::string version;
  std::uint32_t number = 1;   ///< Which instance of this file, counted from 1.
  std::string track_info_by;  ///< The format's way; empty: it takes no track info.
  std::string editor;         ///< "open", "none", "no display", "off", "refused".
  std::uint64_t changes = 0;
  /// How often an update, or the main thread's turn that it waits for, was to fall into a callback.
  std::uint64_t aimed = 0;
  std::uint64_t met = 0;  ///< ... and did.
  SideFigures audio;
  SideFigures shown;
  bool processed = false;
  std::uint64_t late = 0;
  Distribution callback;
  AudioThreadCounts audio_thread;
  /// "12 × allocation in Voice::start (voice.cpp:41) in synth.clap, called by …", in the order of
  /// their first offence. Known at the end.
  std::vector<std::string> offence_sites;
  std::vector<BrokenRule> broken_rules;
  std::uint64_t automation = 0;  ///< Parameter values sent.
  std::uint64_t state_saves = 0;
  std::uint64_t state_loads = 0;
  std::uint64_t editor_openings = 0;
  std::vector<std::string> refusals;  ///< What it refused to do, the first few.
  std::uint64_t refusal_count = 0;

  [[nodiscard]] std::uint64_t lost() const noexcept { return audio.lost + shown.lost; }
  [[nodiscard]] std::uint64_t torn() const noexcept { return audio.torn + shown.torn; }
};

/// One line of the timeline: what happened in `span` seconds up to `time`.
struct SoakSecond {
  double time = 0.0;
  double span = 1.0;
  std::uint64_t callbacks = 0;
  std::uint64_t late = 0;
  std::uint64_t median = 0;  ///< Of whole callbacks, ns.
  std::uint64_t p99_9 = 0;
  std::uint64_t max = 0;
  std::uint64_t changes = 0;
  std::uint64_t checks = 0;
  std::uint64_t lost = 0;
  std::uint64_t torn = 0;
  std::uint64_t resident_kb = 0;
  std::uint64_t allocated_kb = 0;  ///< By malloc, of the whole process; 0: not known.
};

/// Processor time while nothing happens, in per cent of one core; negative: not measured.
struct IdleFigures {
  double seconds = 0.0;
  double with_editors = -1.0;
  double without_editors = -1.0;  ///< The rest of the process: what the host itself takes.
  std::uint32_t editors = 0;
};

/// All that the loaded process knows, at any moment of the soak.
struct SoakFigures {
  double seconds = 0.0;  ///< So far, with the idle phase.
  std::vector<PluginFigures> plugins;
  std::uint64_t callbacks = 0;
  std::uint64_t late = 0;
  std::uint64_t skipped_periods = 0;
  Distribution callback;  ///< Whole callbacks, all plugins together.
  std::uint64_t host_offences = 0;
  bool had_realtime_priority = false;
  bool counts_audio_calls = true;
  std::uint64_t engine_cycles = 0;    ///< Stopped, deactivated, activated, started.
  std::uint64_t longest_turn_ns = 0;  ///< Of the main thread.
  IdleFigures idle;
  bool was_interrupted = false;
  std::string error;  ///< Why it could not be, or could not go on; empty: it could.
};

}  // namespace attacca::trial
