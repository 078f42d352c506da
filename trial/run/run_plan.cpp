// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/run_plan.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>
#include <system_error>

#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "host/load/binary_names.hpp"
#include "host/load/plugin_binary.hpp"
#include "host/load/scan.hpp"
#include "host/window/picture_comparison.hpp"
#include "midi_file/reader.hpp"
#include "text/printable.hpp"
#include "text/utf8.hpp"
#include "trial/run/test_signal.hpp"
#include "trial/run/track_plan.hpp"

namespace attacca::trial {
namespace {

namespace fs = std::filesystem;

constexpr double kDefaultRate = 48'000.0;
constexpr double kDefaultSeconds = 5.0;
constexpr double kAfterScript = 0.5;
constexpr double kAfterMidi = 1.0;  // for what rings out

using Step = std::optional<RunFault>;  // nothing: it went well

/// Reads a file at the run's rate, which is the file's own where none was given.
Step read_clip(const std::string& path, const std::string& where, RunPlan& plan,
               host::AudioClip& result) {
  auto clip = host::read_audio_file(path);
  if (!clip) return bad_input({where + clip.error().message});
  if (plan.engine.sample_rate <= 0.0) plan.engine.sample_rate = clip->sample_rate;
  const std::size_t channels = clip->channels.size();
  if (channels > kTrackChannels) {
    plan.notes.push_back(path + " has " + std::to_string(channels) +
                         " channels and a track 2: the others are mixed into these, each 3 dB "
                         "quieter");
  }
  auto resampled = host::resample(std::move(*clip), plan.engine.sample_rate);
  if (!resampled) return bad_input({where + path + ": " + resampled.error().message});
  result = host::with_channels(std::move(*resampled), kTrackChannels);
  if (static_cast<double>(result.frames()) / plan.engine.sample_rate > kLongestScript) {
    return bad_input({where + path + " is longer than 86400 s, the longest that a run can be"});
  }
  return std::nullopt;
}

Step plan_audio(const RunOptions& options, RunPlan& plan) {
  if (options.input.empty()) {
    plan.engine.sample_rate = options.rate > 0.0 ? options.rate : kDefaultRate;
    const bool has_notes = plays_notes(plan) || !options.note_routes.empty();
    if (options.signal.empty() && has_notes) return std::nullopt;  // to silence
    auto clip = test_signal(options.signal.empty() ? "noise" : options.signal,
                            plan.engine.sample_rate, kTrackChannels);
    if (!clip) return bad_input({"--signal: " + clip.error().message});
    if (options.signal == "silence") return std::nullopt;  // as where nothing is played
    plan.clip = std::move(*clip);
    plan.loops = true;
    return std::nullopt;
  }
  if (!options.signal.empty()) {
    return bad_input({"--signal plays instead of a file, and --input gives one: leave out one"});
  }
  plan.engine.sample_rate = options.rate;
  if (auto fault = read_clip(options.input, "--input: ", plan, plan.clip)) return fault;
  plan.loops = options.loop;
  return std::nullopt;
}

/// Reads each MIDI file once.
Step plan_midi(const RunOptions& options, RunPlan& plan) {
  for (std::size_t i = 0; i < plan.tracks.size(); ++i) {
    const std::string* const path = value_for(options.midi, i);
    if (path == nullptr || path->empty()) continue;
    plan.tracks[i].midi = *path;
    if (plan.midi.contains(*path)) continue;
    auto file = midi_file::read(*path);
    if (!file) return bad_input({"--midi: " + file.error().message});
    for (const std::string& note : file->notes) plan.notes.push_back(*path + ": " + note);
    if (plan.midi.empty()) plan.engine.tempo = file->tempo;
    plan.midi.emplace(*path, std::move(*file));
  }
  return std::nullopt;
}

Step plan_script(const RunOptions& options, RunPlan& plan) {
  if (options.script.empty()) return std::nullopt;
  auto script = read_script(options.script, plan.tracks.size());
  if (!script) return bad_input({"--script: " + script.error().message});
  plan.script = std::move(*script);
  plan.script_name = options.script;
  if (options.seconds <= 0.0) return std::nullopt;
  for (const ScriptEvent& event : plan.script.events) {
    if (event.time < options.seconds) continue;
    char text[120];
    std::snprintf(text, sizeof text,
                  "this happens at %g s, when the run is over; expected less than the %g s of "
                  "--seconds",
                  event.time, options.seconds);
    return bad_input(
        {"--script: " + options.script + ":" + std::to_string(event.line) + ":1: " + text});
  }
  return std::nullopt;
}

void plan_length(const RunOptions& options, RunPlan& plan) {
  plan.seconds = options.seconds;
  if (plan.seconds <= 0.0) {
    const double after_script =
        plan.script.events.empty() ? 0.0 : plan.script.last_time() + kAfterScript;
    const double input = options.input.empty()
                             ? 0.0
                             : static_cast<double>(plan.clip.frames()) / plan.engine.sample_rate;
    plan.seconds = std::max(after_script, input);
    for (const auto& [path, file] : plan.midi) {
      plan.seconds = std::max(plan.seconds, file.seconds + kAfterMidi);
    }
    if (plan.seconds <= 0.0) plan.seconds = kDefaultSeconds;
  }
  plan.engine.seconds = played_seconds(plan.script, plan.seconds);
}

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

Step plan_plugins(const RunOptions& options, RunPlan& plan) {
  for (std::size_t i = 0; i < plan.plugins.size(); ++i) {
    PlannedPlugin& planned = plan.plugins[i];
    auto found = find_plugin({planned.path, planned.id}, options.patience);
    if (!found) return found.error();
    planned.description = std::move(found->description);
    for (std::string& note : found->notes) {
      // Of a file that is there several times, once.
      if (std::find(plan.notes.begin(), plan.notes.end(), note) == plan.notes.end()) {
        plan.notes.push_back(std::move(note));
      }
    }
    planned.id = planned.description.id;
    const auto file_for = [&](const std::string& text) {
      return own_file(text, i, plan.plugins.size(), planned.description.format);
    };
    planned.screenshot = file_for(options.screenshot);
    planned.reference = file_for(options.reference);
    planned.saved_state = file_for(options.save_state);
    planned.recorded_midi = file_for(options.record_midi);
    planned.recorded_notes = file_for(options.record_notes);
  }
  return std::nullopt;
}

/// What screenshots are compared with can be read.
Step check_references(const RunOptions& options, const RunPlan& plan) {
  if (options.reference.empty()) return std::nullopt;
  if (options.screenshot.empty()) {
    return bad_input({"--compare needs --screenshot: where the picture goes that is compared"});
  }
  for (const PlannedPlugin& plugin : plan.plugins) {
    const auto same = host::compare_pictures(plugin.reference, plugin.reference);
    if (!same) return bad_input({"--compare: " + same.error().message});
  }
  return std::nullopt;
}

Step check_outputs(const RunOptions& options, const RunPlan& plan) {
  if (!options.output.empty()) {
    if (auto writable = files::check_writable(options.output); !writable) {
      return bad_input({"--output: " + writable.error().message});
    }
  }
  const auto check = [&plan](fs::path PlannedPlugin::* file, const char* option) -> Step {
    for (const PlannedPlugin& plugin : plan.plugins) {
      if ((plugin.*file).empty()) continue;
      if (auto writable = files::check_writable(plugin.*file); !writable) {
        return bad_input({std::string(option) + ": " + writable.error().message});
      }
    }
    return std::nullopt;
  };
  if (auto fault = check(&PlannedPlugin::saved_state, "--save-state")) return fault;
  if (auto fault = check(&PlannedPlugin::recorded_midi, "--record-midi")) return fault;
  if (auto fault = check(&PlannedPlugin::recorded_notes, "--record-notes")) return fault;
  if (auto fault = check(&PlannedPlugin::screenshot, "--screenshot")) return fault;
  return std::nullopt;
}

/// Reads the files that options and script name, each once.
Step plan_settings(const RunOptions& options, RunPlan& plan) {
  constexpr std::size_t kMostState = std::size_t{256} << 20;
  const auto add_state = [&](const std::string& path, const std::string& where) -> Step {
    if (path.empty() || plan.states.contains(path)) return std::nullopt;
    auto text = files::read_text(path, kMostState);
    if (!text) return bad_input({where + "the state: " + text.error().message});
    if (text->empty()) return bad_input({where + "the state " + path + " is empty"});
    plan.states[path] = std::move(*text);
    return std::nullopt;
  };
  const auto add_sidechain = [&](const std::string& path, const std::string& where) -> Step {
    if (path.empty() || plan.sidechain_numbers.contains(path)) return std::nullopt;
    host::AudioClip clip;
    if (auto fault = read_clip(path, where, plan, clip)) return fault;
    plan.sidechain_numbers[path] = plan.sidechains.size();
    plan.sidechains.push_back(std::move(clip));
    return std::nullopt;
  };
  plan.params = options.params;
  plan.sidechain_loops = options.loop;
  for (std::size_t i = 0; i < plan.plugins.size(); ++i) {
    if (const std::string* const path = value_for(options.states, i)) {
      if (auto fault = add_state(*path, "--state: ")) return fault;
      plan.plugins[i].state = *path;
    }
  }
  for (std::size_t i = 0; i < plan.tracks.size(); ++i) {
    if (const std::string* const path = value_for(options.sidechains, i); path && !path->empty()) {
      if (auto fault = add_sidechain(*path, "--sidechain: ")) return fault;
      plan.tracks[i].sidechain = plan.sidechain_numbers.at(*path);
    }
  }
  for (const ScriptEvent& event : plan.script.events) {
    if (event.kind != ScriptEvent::Kind::action) continue;
    const ScriptAction& action = plan.script.actions[event.action];
    const std::string where =
        "--script: " + options.script + ":" + std::to_string(event.line) + ":1: ";
    if (action.kind == ScriptAction::Kind::load_state) {
      if (auto fault = add_state(action.value, where)) return fault;
    } else if (action.kind == ScriptAction::Kind::sidechain) {
      if (auto fault = add_sidechain(action.value, where)) return fault;
    }
  }
  return std::nullopt;
}

Step check_recording(const RunPlan& plan) {
  if (plan.output.empty()) return std::nullopt;
  const double rate = plan.engine.sample_rate;
  if (rate == std::floor(rate)) return std::nullopt;
  return bad_input({"--output: a WAV file cannot hold the sample rate " + std::to_string(rate) +
                    " Hz: give a whole number with --rate"});
}

}  // namespace

fs::path own_file(const std::string& text, std::size_t index, std::size_t count,
                  host::PluginFormat format) {
  if (text.empty()) return {};
  const std::string number = std::to_string(index + 1);
  std::string name = text;
  const bool is_own = text.find("{number}") != text.npos || text.find("{format}") != text.npos;
  replace_all(name, "{number}", number);
  replace_all(name, "{format}", std::string(host::name_of(format)));
  fs::path path = name;
  if (count > 1 && !is_own) {
    path.replace_filename(path.stem().string() + "-" + number + path.extension().string());
  }
  return path;
}

tl::expected<FoundPlugin, RunFault> find_plugin(const host::PluginChoice& choice, double patience) {
  const fs::path& path = choice.path;
  const auto binary = host::find_plugin_binary(path);
  if (!binary) return tl::unexpected(*bad_input(binary.error()));
  if (auto loadable = host::check_loadable(binary->path); !loadable) {
    return tl::unexpected(*bad_input(loadable.error()));
  }
  host::ScanOptions scan;
  scan.id = choice.id;
  scan.timeout = std::chrono::duration_cast<std::chrono::milliseconds>(scan.timeout * patience);
  auto scanned = host::scan_in_child(path, scan);
  if (!scanned) return tl::unexpected(RunFault{ExitCode::wrong, scanned.error()});
  if (scanned->plugins.empty()) {
    return tl::unexpected(*bad_input({no_such_plugin(path, choice.id, scanned->declared)}));
  }
  FoundPlugin found{std::move(scanned->plugins.front()), {}};
  const std::size_t all = scanned->plugins.size() + scanned->refused.size();
  if (choice.id.empty() && all > 1) {
    found.notes.push_back(path.string() + " holds " + std::to_string(all) + " plugins; this is " +
                          text::printable(found.description.id) +
                          ": choose another one with FILE#ID");
  }
  for (const host::RefusedPlugin& refused : scanned->refused) {
    found.notes.push_back("another plugin of the file could not be made: " + refused.why);
  }
  return found;
}

bool plays_notes(const RunPlan& plan) noexcept {
  return !plan.midi.empty() || !plan.script.notes.empty();
}

double played_seconds(const Script& script, double seconds) {
  double played = 0.0;
  double since = 0.0;
  bool is_running = true;
  for (const ScriptEvent& event : script.events) {
    if (event.kind == ScriptEvent::Kind::stop) played += event.time - since;
    if (event.kind == ScriptEvent::Kind::stop || event.kind == ScriptEvent::Kind::start) {
      since = event.time;
      is_running = event.kind == ScriptEvent::Kind::start;
    }
  }
  return is_running ? played + seconds - since : played;
}

tl::expected<RunPlan, RunFault> plan_run(const RunOptions& options) {
  RunPlan plan;
  const auto profile = host::host_profile(options.profile);
  if (!profile) {
    return tl::unexpected(RunFault{ExitCode::bad_input, {"--profile: " + profile.error().message}});
  }
  plan.profile = *profile;
  if (options.doubles) plan.profile.doubles = true;
  plan.engine.profile = plan.profile;
  plan.engine.block_frames = options.block;
  plan.engine.channels = kTrackChannels;
  if (!options.main_output.empty()) {
    const auto wanted = host::read_channel_set(options.main_output);
    if (!wanted) {
      return tl::unexpected(
          RunFault{ExitCode::bad_input, {"--main-output: " + wanted.error().message}});
    }
    plan.main_output = *wanted;
    plan.engine.channels = std::max(kTrackChannels, wanted->count);
  }
  plan.engine.free_wheel = options.free_wheel;
  plan.engine.goes_on = true;
  plan.picture_tolerance = options.tolerance;
  plan.opens_editors = options.editor || !options.screenshot.empty();
  plan.scale = options.scale;
  plan.output = options.output;
  plan.patience = options.patience;
  // What is quick and cannot crash comes first.
  Step fault = plan_tracks(options, plan);
  if (!fault) fault = plan_script(options, plan);
  if (!fault) fault = plan_midi(options, plan);
  if (!fault) fault = plan_audio(options, plan);
  if (!fault) fault = plan_settings(options, plan);
  if (!fault) fault = check_recording(plan);
  if (!fault) fault = plan_plugins(options, plan);
  if (!fault) fault = check_references(options, plan);
  if (!fault) fault = check_outputs(options, plan);
  if (fault) return tl::unexpected(*fault);
  plan_length(options, plan);
  return plan;
}

}  // namespace attacca::trial
