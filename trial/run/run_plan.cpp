// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/run_plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <system_error>

#include "binary/loadable_elf.hpp"
#include "files/atomic_file.hpp"
#include "host/load/plugin_binary.hpp"
#include "host/load/scan.hpp"
#include "text/utf8.hpp"

namespace attacca::trial {
namespace {

namespace fs = std::filesystem;

constexpr double kDefaultRate = 48'000.0;
constexpr double kDefaultSeconds = 5.0;
constexpr double kAfterScript = 0.5;
constexpr std::uint32_t kChannels = 2;

using Step = std::optional<RunFault>;  // nothing: it went well

Step bad_input(const Error& error) {
  return RunFault{ExitCode::bad_input, error};
}

/// The value for plugin `i` of an option that may be given once for each; the last one holds for
/// the rest.
const std::string* value_for(const std::vector<std::string>& values, std::size_t i) {
  return values.empty() ? nullptr : &values[std::min(i, values.size() - 1)];
}

Step check_counts(const RunOptions& options) {
  const auto too_many = [&](const std::vector<std::string>& values, const std::string& name) {
    return values.size() > options.plugins.size()
               ? bad_input({"--" + name + " is given " + std::to_string(values.size()) +
                            " times for " + std::to_string(options.plugins.size()) +
                            " plugin(s): give it at most once for each"})
               : std::nullopt;
  };
  if (auto fault = too_many(options.names, "track")) return fault;
  if (auto fault = too_many(options.colors, "color")) return fault;
  return too_many(options.roles, "role");
}

Step plan_track(const RunOptions& options, std::size_t i, host::TrackInfo& track) {
  const std::string number = std::to_string(i + 1);
  track.name = "Track " + number;
  track.index = static_cast<std::uint32_t>(i + 1);
  track.uid = "attacca-track-" + number;
  track.role = host::TrackRole::track;
  track.channel_count = kChannels;
  if (const std::string* const name = value_for(options.names, i)) {
    if (text::find_malformed_utf8(*name) != std::string::npos) {
      return bad_input({"--track: the name is not UTF-8: give it in UTF-8"});
    }
    track.name = *name;
  }
  if (const std::string* const text = value_for(options.colors, i)) {
    const auto color = host::parse_color(*text);
    if (!color) return bad_input({"--color: " + color.error().message});
    track.color = *color;
  }
  if (const std::string* const text = value_for(options.roles, i)) {
    const auto roles = host::parse_track_roles(*text);
    if (!roles) return bad_input({"--role: " + roles.error().message});
    track.role = *roles;
  }
  return std::nullopt;
}

Step plan_audio(const RunOptions& options, RunPlan& plan) {
  if (options.input.empty()) {
    plan.engine.sample_rate = options.rate > 0.0 ? options.rate : kDefaultRate;
    plan.clip = quiet_noise(plan.engine.sample_rate, kChannels);
    plan.loops = true;
    return std::nullopt;
  }
  auto clip = host::read_audio_file(options.input);
  if (!clip) return bad_input({"--input: " + clip.error().message});
  plan.engine.sample_rate = options.rate > 0.0 ? options.rate : clip->sample_rate;
  auto resampled = host::resample(std::move(*clip), plan.engine.sample_rate);
  if (!resampled) return bad_input({"--input: " + resampled.error().message});
  plan.clip = host::with_channels(std::move(*resampled), kChannels);
  plan.loops = options.loop;
  return std::nullopt;
}

Step plan_script(const RunOptions& options, RunPlan& plan) {
  if (options.script.empty()) return std::nullopt;
  auto script = read_script(options.script, options.plugins.size());
  if (!script) return bad_input({"--script: " + script.error().message});
  plan.script = std::move(*script);
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

/// With several plugins each needs a file of its own.
fs::path screenshot_for(const RunOptions& options, std::size_t i, host::PluginFormat format) {
  if (options.screenshot.empty()) return {};
  const std::string number = std::to_string(i + 1);
  std::string text = options.screenshot;
  const bool is_own = text.find("{number}") != text.npos || text.find("{format}") != text.npos;
  replace_all(text, "{number}", number);
  replace_all(text, "{format}", std::string(host::name_of(format)));
  fs::path path = text;
  if (options.plugins.size() > 1 && !is_own) {
    path.replace_filename(path.stem().string() + "-" + number + path.extension().string());
  }
  return path;
}

Step plan_tracks(const RunOptions& options, RunPlan& plan) {
  for (std::size_t i = 0; i < options.plugins.size(); ++i) {
    PlannedPlugin planned;
    planned.path = options.plugins[i];
    if (auto fault = plan_track(options, i, planned.track)) return fault;
    plan.plugins.push_back(std::move(planned));
  }
  return std::nullopt;
}

Step plan_plugins(const RunOptions& options, RunPlan& plan) {
  for (std::size_t i = 0; i < plan.plugins.size(); ++i) {
    PlannedPlugin& planned = plan.plugins[i];
    auto description = describe_plugin(planned.path);
    if (!description) return description.error();
    planned.description = std::move(*description);
    planned.id = planned.description.id;
    planned.screenshot = screenshot_for(options, i, planned.description.format);
  }
  return std::nullopt;
}

Step check_outputs(const RunOptions& options, const RunPlan& plan) {
  if (!options.output.empty()) {
    if (auto writable = files::check_writable(options.output); !writable) {
      return bad_input({"--output: " + writable.error().message});
    }
  }
  for (const PlannedPlugin& plugin : plan.plugins) {
    if (plugin.screenshot.empty()) continue;
    if (auto writable = files::check_writable(plugin.screenshot); !writable) {
      return bad_input({"--screenshot: " + writable.error().message});
    }
  }
  return std::nullopt;
}

Step check_display(const RunPlan& plan) {
  const char* const display = std::getenv("DISPLAY");
  if (!plan.opens_editors || (display != nullptr && *display != '\0')) return std::nullopt;
  return RunFault{ExitCode::wrong,
                  {"cannot open an editor: DISPLAY is not set: run under X11, or under xvfb-run"}};
}

}  // namespace

host::AudioClip quiet_noise(double rate, std::uint32_t channels) {
  host::AudioClip clip;
  clip.sample_rate = rate;
  std::uint32_t state = 1;
  for (std::uint32_t channel = 0; channel < channels; ++channel) {
    std::vector<float> samples(static_cast<std::size_t>(rate));
    for (float& sample : samples) {
      state = state * 1664525u + 1013904223u;
      sample = 0.05f * (static_cast<float>(state >> 8) / 8388608.0f - 1.0f);
    }
    clip.channels.push_back(std::move(samples));
  }
  return clip;
}

tl::expected<host::PluginDescription, RunFault> describe_plugin(const fs::path& path) {
  const auto binary = host::find_plugin_binary(path);
  if (!binary) return tl::unexpected(*bad_input(binary.error()));
  if (auto loadable = binary::check_loadable_elf(binary->path); !loadable) {
    return tl::unexpected(*bad_input(loadable.error()));
  }
  auto scanned = host::scan_in_child(path);
  if (!scanned) return tl::unexpected(RunFault{ExitCode::wrong, scanned.error()});
  if (scanned->plugins.empty()) {
    return tl::unexpected(RunFault{ExitCode::wrong, {path.string() + " holds no plugin"}});
  }
  return std::move(scanned->plugins.front());
}

double played_seconds(const Script& script, double seconds) {
  double played = 0.0;
  double since = 0.0;
  bool is_running = true;
  for (const ScriptEvent& event : script.events) {
    if (event.kind == ScriptEvent::Kind::stop) played += event.time - since;
    if (event.kind != ScriptEvent::Kind::change) {
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
  plan.engine.profile = *profile;
  plan.engine.block_frames = options.block;
  plan.engine.channels = kChannels;
  plan.engine.free_wheel = options.free_wheel;
  plan.engine.goes_on = true;
  plan.opens_editors = options.editor || !options.screenshot.empty();
  plan.scale = options.scale;
  plan.output = options.output;
  // What is quick and cannot crash comes first.
  Step fault = check_counts(options);
  if (!fault) fault = plan_tracks(options, plan);
  if (!fault) fault = plan_script(options, plan);
  if (!fault) fault = plan_audio(options, plan);
  if (!fault) fault = check_display(plan);
  if (!fault) fault = plan_plugins(options, plan);
  if (!fault) fault = check_outputs(options, plan);
  if (fault) return tl::unexpected(*fault);
  plan_length(options, plan);
  return plan;
}

}  // namespace attacca::trial
