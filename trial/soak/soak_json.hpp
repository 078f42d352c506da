// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <nlohmann/json.hpp>

#include "trial/soak/soak_figures.hpp"

// The figures as JSON: on their way from the loaded process, and in the report. Keys are the
// members' names; durations are nanoseconds.

#define ATTACCA_SOAK_JSON(Type, ...)                                           \
  template <typename Json>                                                     \
  void to_json(Json& nlohmann_json_j, const Type& nlohmann_json_t) {           \
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_TO, __VA_ARGS__))   \
  }                                                                            \
  template <typename Json>                                                     \
  void from_json(const Json& nlohmann_json_j, Type& nlohmann_json_t) {         \
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_FROM, __VA_ARGS__)) \
  }

namespace attacca::trial {

ATTACCA_SOAK_JSON(Distribution, count, median, p99, p99_9, max, buckets)

template <typename Json>
void to_json(Json& json, const AudioThreadCounts& counts) {
  for (std::size_t i = 0; i < kAudioThreadKeys.size(); ++i) {
    json[kAudioThreadKeys[i]] = counts.by_kind[i];
  }
}
template <typename Json>
void from_json(const Json& json, AudioThreadCounts& counts) {
  for (std::size_t i = 0; i < kAudioThreadKeys.size(); ++i) {
    json.at(kAudioThreadKeys[i]).get_to(counts.by_kind[i]);
  }
}

ATTACCA_SOAK_JSON(BrokenRule, what, count, is_grave)
ATTACCA_SOAK_JSON(SideFigures, reports, checks, lost, seen, torn, at_once, next_callback, later,
                  most_callbacks, latency)
ATTACCA_SOAK_JSON(PluginFigures, path, format, id, name, version, number, track_info_by, editor,
                  changes, aimed, met, audio, shown, processed, late, callback, audio_thread,
                  offence_sites, broken_rules, automation, state_saves, state_loads,
                  editor_openings, refusals, refusal_count)
ATTACCA_SOAK_JSON(SoakSecond, time, span, callbacks, late, median, p99_9, max, changes, checks,
                  lost, torn, resident_kb, allocated_kb)
ATTACCA_SOAK_JSON(IdleFigures, seconds, with_editors, without_editors, editors)
ATTACCA_SOAK_JSON(SoakFigures, seconds, plugins, callbacks, late, skipped_periods, callback,
                  host_offences, had_realtime_priority, counts_audio_calls, engine_cycles,
                  longest_turn_ns, idle, was_interrupted, error)

}  // namespace attacca::trial

#undef ATTACCA_SOAK_JSON
