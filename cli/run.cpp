// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>

#include "cli/commands.hpp"
#include "trial/run/performance.hpp"
#include "trial/run/run_plan.hpp"
#include "trial/run/run_report.hpp"
#include "trial/run/supervise.hpp"

namespace attacca::cli {

using namespace trial;  // this file is its command line
namespace {

constexpr const char* kScriptHelp =
    "\n\nScript (--script), a line for each event; docs/run-script.md has all of it:\n"
    "  # comment\n"
    "  0.5    name \"Lead Vox\" color #ff8800   # at 0.5 s, both sent at once\n"
    "  +0.25  role bus+output                 # 0.25 s after the line before\n"
    "  2.0    burst 100 over 0.5 name \"Take {n}\" color rainbow\n"
    "  3.0    repeat 20 every 0.01 name \"\\u{1F3B8} {n}\"\n"
    "  4.0    stop                            # the engine; the editor must still follow\n"
    "  4.5    start\n"
    "  track 2 | track all                    # for the lines below: which track\n"
    "  thread worker | thread main            # ... on which thread plugins are notified\n"
    "  send changed | send all                # ... only what changed, where the format can\n"
    "  Fields: name, color, role, index, uid, channels, location, volume, pan, mute, solo.";

void run(const RunOptions& options, CommandResult& result) {
  const auto plan = plan_run(options);
  if (!plan) return result.fail(plan.error().code, plan.error().error);
  const auto work = [&](RunVitals& vitals, CommandResult& outcome) {
    Performance performance(*plan, vitals);
    const auto played = performance.play();
    if (!played) return outcome.fail(ExitCode::wrong, played.error());
    report_run(*played, options.strict, outcome);
  };
  supervise(*plan, work, result);
}

std::string known_profiles() {
  std::string names;
  for (const std::string_view name : host::host_profile_names()) names += " " + std::string(name);
  return names;
}

void add_track_options(CLI::App& command, RunOptions& options) {
  const auto each = [&](const char* name, std::vector<std::string>& values, const char* text) {
    command.add_option(name, values, text)->allow_extra_args(false)->type_size(1);
  };
  each("--track", options.names,
       "The track's name. Each plugin sits on a track of its own: --track, --color and --role may "
       "be given once for each plugin, and the last one holds for the rest");
  each("--color", options.colors, "The track's colour, #rrggbb or #rrggbbaa");
  each("--role", options.roles,
       "track, instrument, bus, return, input, output or master; several joined by +");
  command.add_option("--script", options.script, "Timed track changes; see below");
  command
      .add_option("--profile", options.profile,
                  "The DAW whose habits to imitate, or a .toml file with habits; known are" +
                      known_profiles())
      ->capture_default_str();
}

void add_audio_options(CLI::App& command, RunOptions& options) {
  command.add_option("--input", options.input,
                     "Audio file that every track plays; without it a quiet noise");
  command.add_flag("--loop", options.loop, "Play the input again and again");
  command.add_option("--output", options.output,
                     "Write what is heard, the mix of all tracks, as a 32-bit float WAV");
  command.add_option("--block", options.block, "Frames for each callback, 1 to 8192")
      ->check(CLI::Range(1, 8192))
      ->capture_default_str();
  command.add_option("--rate", options.rate, "Sample rate; else the input's, else 48000 Hz")
      ->check(CLI::Range(1000.0, 1'000'000.0));
  command
      .add_option("--seconds", options.seconds,
                  "Length; else what the input or the script needs, else 5 s")
      ->check(CLI::Range(0.001, 86'400.0));
  command.add_flag("--free-wheel", options.free_wheel,
                   "As fast as possible; the script's times are times of the audio");
  command.add_flag("--strict", options.strict,
                   "Late callbacks, and broken rules without consequence for audio, are failures");
}

void add_editor_options(CLI::App& command, RunOptions& options) {
  command.add_flag("--editor", options.editor, "Open the plugins' editors (X11)");
  command.add_option("--scale", options.scale, "Size of the editors, 1 = 100 %")
      ->check(CLI::Range(0.5, 4.0))
      ->capture_default_str();
  command.add_option("--screenshot", options.screenshot,
                     "Write a PNG of the editor at the end, and open it. With several plugins "
                     "FILE.png becomes FILE-1.png, FILE-2.png ...; or name them yourself with "
                     "{number} and {format}");
}

}  // namespace

void add_run_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<RunOptions>();
  CLI::App* command = add_command(
      app, result, "run",
      "Play audio through plugins while their tracks change, and check that they follow",
      kRunJsonKeys, [options, &result] { run(*options, result); });
  command->add_option("PLUGIN", options->plugins, "VST3 and CLAP plugins, all at once")->required();
  add_audio_options(*command, *options);
  add_track_options(*command, *options);
  add_editor_options(*command, *options);
  command->footer(
      command->get_footer() + kScriptHelp +
      "\n\nWhat is checked: the plugin reports the newest name and colour that its audio "
      "thread and its editor saw\nby the read-only parameters \"Audio: digest, high half\" and so "
      "on "
      "(docs/track-info.md). After the\nlast change, and before "
      "every pause of the script of 0.1 s or more, audio must have it in the first "
      "callback\nthat begins after the change; the editor within 2 s.");
}

}  // namespace attacca::cli
