// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>
#include <optional>
#include <string>

#include "cli/commands.hpp"
#include "cli/number_range.hpp"
#include "cli/repeated_options.hpp"
#include "cli/replay_run.hpp"
#include "host/window/display.hpp"
#include "host/window/virtual_display.hpp"
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
    "  1.0    param Gain -6 param Mix normalized:0.5 | load-state FILE | save-state FILE |\n"
    "         sidechain FILE | sidechain off\n"
    "  1.0    note on 60 0.8 | note off 60 | midi B0 4A 7F | expression pressure 0.5 key 60 |\n"
    "         modulate Cutoff 0.2     # each with channel N, id N, port N\n"
    "  Fields: name, color, role, index, uid, channels, location, volume, pan, mute, solo.";

void run(const RunOptions& options, CommandResult& result) {
  const auto plan = plan_run(options);
  if (!plan) return result.fail(plan.error().code, plan.error().error);
  const auto display = plan->opens_editors ? host::VirtualDisplay::start_if_needed()
                                           : std::optional<host::VirtualDisplay>();
  if (plan->opens_editors) {
    if (const auto why = host::why_no_display()) {
      return result.fail(ExitCode::wrong, {"cannot open an editor: " + std::string(*why)});
    }
  }
  const auto work = [&](RunVitals& vitals, CommandResult& outcome) {
    Performance performance(*plan, vitals);
    const auto played = performance.play();
    if (!played) return outcome.fail(performance.failure_code(), played.error());
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
  add_repeated_option(
      command, "--track", options.names,
      "The track's name. Each PLUGIN sits on a track of its own: --track, --color and --role take "
      "a value for each track (--track A B), and the last one holds for the rest");
  add_repeated_option(command, "--color", options.colors,
                      "The track's colour, #rrggbb or #rrggbbaa");
  add_repeated_option(
      command, "--role", options.roles,
      "track, instrument, bus, return, input, output or master; several joined by +");
  command.add_option("--script", options.script, "Timed track changes; see below");
  command
      .add_option("--profile", options.profile,
                  "The DAW whose habits to imitate, or a .toml file with habits; known are" +
                      known_profiles())
      ->capture_default_str();
}

void add_setting_options(CLI::App& command, RunOptions& options) {
  add_repeated_option(
      command, "--param", options.params,
      "NAME=VALUE: set a parameter, by name or number, before audio begins; the value in its own "
      "unit, as normalized:0..1, or a text that the plugin knows. Of all plugins that have it, or "
      "with NUMBER:NAME=VALUE of that one");
  add_repeated_option(command, "--state", options.states,
                      "Load this state first, as --save-state wrote it; one for each plugin, the "
                      "last one for the rest, \"\" for none");
  command.add_option("--save-state", options.save_state,
                     "Write the plugin's state at the end. With several plugins FILE-1, FILE-2 "
                     "...; or name them yourself with {number} and {format}");
  add_repeated_option(command, "--sidechain", options.sidechains,
                      "Audio file for the plugin's second input; one for each plugin, the last one "
                      "for the rest, \"\" for none. Once, or with --loop again and again");
}

void add_note_options(CLI::App& command, RunOptions& options) {
  add_repeated_option(command, "--midi", options.midi,
                      "Standard MIDI File to play to the plugin; one for each plugin, the last one "
                      "for the rest, \"\" for none. Without --input the audio is silence then");
  add_repeated_option(command, "--send-notes", options.note_routes,
                      "\"FROM -> TO\": the notes that the plugins of one track send are played to "
                      "another one in the same block; tracks by number or name");
  command.add_option("--record-midi", options.record_midi,
                     "Write the notes and MIDI that the plugin sends as a Standard MIDI File; with "
                     "several plugins as for --save-state");
  command.add_option("--record-notes", options.record_notes,
                     "Write all events that the plugin sends as lines of a script, which plays "
                     "them again");
}

void add_audio_options(CLI::App& command, RunOptions& options) {
  command.add_option("--input", options.input,
                     "Audio file that every track plays; without it a quiet noise");
  command.add_option("--signal", options.signal,
                     "What every track plays in place of a file: noise, silence, impulse, sine or "
                     "sweep, again every second; with notes too");
  command.add_flag("--loop", options.loop, "Play the input again and again");
  command.add_option("--output", options.output,
                     "Write what is heard, the mix of all tracks, as a 32-bit float WAV");
  command.add_option("--block", options.block, "Frames for each callback, 1 to 8192")
      ->check(within(1, 8192))
      ->capture_default_str();
  command.add_option("--rate", options.rate, "Sample rate; else the input's, else 48000 Hz")
      ->check(within(1000.0, 1'000'000.0));
  command
      .add_option("--seconds", options.seconds,
                  "Length; else what the input or the script needs, else 5 s")
      ->check(within(0.001, 86'400.0));
  command.add_flag("--free-wheel", options.free_wheel,
                   "As fast as possible; the script's times are times of the audio");
  command.add_option("--main-output", options.main_output,
                     "Channels that plugins are asked for, and that the mix has: mono, stereo, "
                     "quad, 5.1, 7.1, 5.1.4, 7.1.2, 7.1.4, ambix1 to ambix7, or a number");
  command.add_flag("--doubles", options.doubles,
                   "64-bit samples for plugins that take them; the files and the mix stay as they "
                   "are");
  command
      .add_option("--patience", options.patience,
                  "Factor on the time that a plugin may take to load and to come back, for slow "
                  "machines and plugins")
      ->check(within(0.1, 1000.0))
      ->capture_default_str();
  command.add_flag("--strict", options.strict,
                   "Late callbacks, and broken rules without consequence for audio, are failures");
}

void add_editor_options(CLI::App& command, RunOptions& options) {
  command.add_flag(
      "--editor", options.editor,
      "Open the plugins' editors (X11); without a display on Xvfb, which is started then");
  command.add_option("--scale", options.scale, "Size of the editors, 1 = 100 %")
      ->check(within(0.5, 4.0))
      ->capture_default_str();
  command.add_option("--screenshot", options.screenshot,
                     "Write a PNG of the editor at the end, and open it. With several plugins "
                     "FILE.png becomes FILE-1.png, FILE-2.png ...; or name them yourself with "
                     "{number} and {format}");
  command.add_option("--compare", options.reference,
                     "A PNG that the screenshot shall look like: else the run fails, and a picture "
                     "beside the screenshot shows what differs, in red. Several plugins: as "
                     "--screenshot");
  command
      .add_option("--tolerance", options.tolerance,
                  "Percent of the pixels that may differ, by more than 32 of 255 in a channel")
      ->check(within(0.0, 100.0))
      ->capture_default_str();
}

}  // namespace

void add_run_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<RunOptions>();
  const auto replay = std::make_shared<std::string>();
  CLI::App* command = add_command(
      app, result, "run",
      "Play audio through plugins while their tracks change, and check that they follow",
      kRunJsonKeys, [options, replay, &result] {
        if (replay->empty()) return run(*options, result);
        run_replay({*replay, options->tracks, options->states, options->patience}, result);
      });
  command->add_option("--replay", *replay,
                      "Act out the calls that attacca profile has made of a DAW's recording, "
                      "instead of playing audio; of the other options only --state and --patience "
                      "count");
  command
      ->add_option(
          "PLUGIN", options->tracks,
          "VST3 and CLAP plugins, all at once, each on a track of its own; FILE#ID for one plugin "
          "of a file with several; \"A.clap -> B.vst3\" for plugins one after the other on a track")
      ->required();
  add_audio_options(*command, *options);
  add_setting_options(*command, *options);
  add_note_options(*command, *options);
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
