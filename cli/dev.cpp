// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "cli/commands.hpp"
#include "cli/number_range.hpp"
#include "dev/dev_log.hpp"
#include "dev/dev_loop.hpp"
#include "dev/dev_project.hpp"
#include "dev/preparation.hpp"

namespace attacca::cli {
namespace {

using standalone::Backend;

constexpr const char* kDevHelp =
    "\n\nBuilds the plugin, opens it in Attacca's host and plays to it. Whenever one of the files "
    "that "
    "it is made\nof is saved, it is built again, tried in a process of its own, and takes the "
    "place of "
    "the old one while\nthat plays: with its state, its track and the notes that are held, by a "
    "cross-fade, in the same window.\nWhat does not build is shown, and what crashes, hangs or "
    "grows "
    "brings the build before back.\n\nWhile it runs: Ctrl-C ends; Enter builds again; e and Enter "
    "show "
    "the editor; docs/dev.md has the whole of it.";

struct DevCommand {
  std::string target;
  std::string build = "build";
  double patience = 5.0;
  double memory = 2048.0;
  dev::DevOptions options;
};

/// What can be known to be wrong before anything is built.
Result<void> check_sound(const dev::SoundOptions& sound) {
  if (const auto track = dev::track_of(sound); !track) return tl::unexpected(track.error());
  if (const auto input = dev::input_for(sound, sound.sample_rate, 1); !input) {
    return tl::unexpected(input.error());
  }
  host::PortLayout with_notes;
  with_notes.note_inputs.emplace_back();
  const auto phrase = dev::phrase_for(sound, with_notes, sound.sample_rate);
  if (!phrase) return tl::unexpected(phrase.error());
  return {};
}

void develop(DevCommand command, CommandResult& result) {
  auto project = dev::find_project(command.build, command.target);
  if (!project) return result.fail(ExitCode::bad_input, project.error());
  if (const auto fit = check_sound(command.options.sound); !fit) {
    return result.fail(ExitCode::bad_input, fit.error());
  }
  command.options.limits.patience =
      std::chrono::milliseconds(static_cast<std::int64_t>(command.patience * 1000.0));
  command.options.limits.most_memory = static_cast<std::uint64_t>(command.memory) << 20;
  result.document["target"] = project->target;
  result.document["build"] = project->build.string();
  // The document has the standard output for itself.
  dev::DevLog log(result.json ? stderr : stdout);
  dev::DevLoop loop(std::move(*project), std::move(command.options), log);
  const auto done = loop.run();
  result.document["events"] = log.events();
  if (!done) result.fail(ExitCode::wrong, done.error());
}

void add_sound_options(CLI::App& command, dev::SoundOptions& sound) {
  const std::map<std::string, Backend> backends = {{"auto", Backend::automatic},
                                                   {"jack", Backend::jack},
                                                   {"pulse", Backend::pulse},
                                                   {"alsa", Backend::alsa},
                                                   {"none", Backend::dummy}};
  command
      .add_option("--input", sound.input,
                  "What an effect hears, again and again: an audio file, noise, silence, impulse, "
                  "sine or sweep; or live: what the device records")
      ->capture_default_str();
  command.add_option("--midi", sound.midi,
                     "A Standard MIDI File that is played again and again, or none; without it "
                     "instruments get a phrase. The device's MIDI is heard besides");
  command.add_option(
      "--output", sound.output,
      "Record what is heard as a 32-bit float WAV; after a crash it goes on in FILE-2 "
      "and so on");
  command
      .add_option_function<std::string>(
          "--backend",
          [&sound, backends](const std::string& name) { sound.backend = backends.at(name); },
          "auto (the first of JACK, PulseAudio and ALSA that there is, else none), jack, "
          "pulse, alsa, or none: no sound, at the same pace")
      ->check(CLI::IsMember({"auto", "jack", "pulse", "alsa", "none"}))
      ->default_str("auto");
  command.add_option("--device", sound.output_device,
                     "The sound card to play on, by a part of its name");
  command.add_option("--input-device", sound.input_device,
                     "The sound card to record from, for --input live");
  command.add_option("--rate", sound.sample_rate, "Sample rate, Hz; JACK has its own")
      ->check(within(8000.0, 384'000.0))
      ->capture_default_str();
  command.add_option("--block", sound.period, "Frames for each callback; JACK has its own")
      ->check(within(16, 8192))
      ->capture_default_str();
  command.add_option("--tempo", sound.tempo, "Of the song, quarter notes per minute")
      ->check(within(1.0, 999.0))
      ->capture_default_str();
  command.add_option("--track", sound.track_name, "The track's name")->capture_default_str();
  command.add_option("--color", sound.track_color, "The track's colour, #rrggbb or #rrggbbaa");
}

}  // namespace

void add_dev_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<DevCommand>();
  CLI::App* command = add_command(
      app, result, "dev", "Hear a plugin while it is written: built and swapped at every save",
      "  target, build, events: [{at: seconds, event: \"saved\", \"built\", \"FAILED\", "
      "\"tried\",\n"
      "    \"swapped\", \"heard\", \"CRASHED\" .., and its facts, such as seconds}]\n"
      "  The log goes to the standard error then.",
      [options, &result] { develop(*options, result); });
  command->add_option("TARGET", options->target,
                      "The plugin, by its CMake target or its name; left out: the only one");
  command->add_option("--build", options->build, "The build folder, which CMake has made")
      ->type_name("DIR")
      ->capture_default_str();
  dev::DevOptions& dev = options->options;
  command->add_option("--plugin", dev.plugin, "Its id, where a file has several");
  command->add_option("--format", dev.format, "In which it is loaded: clap or vst3")
      ->check(CLI::IsMember({"clap", "vst3"}));
  add_sound_options(*command, dev.sound);
  command->add_flag_callback(
      "--no-editor", [&dev] { dev.sound.has_editor = false; }, "Do not show its editor");
  command->add_option("--scale", dev.sound.scale, "Size of the editor, 1 = 100 %")
      ->check(within(0.5, 4.0))
      ->capture_default_str();
  command
      ->add_option("--patience", options->patience,
                   "Seconds after which a plugin that gives no sign of life counts as hung")
      ->check(within(0.5, 3600.0))
      ->capture_default_str();
  command->add_option("--memory", options->memory, "MiB beyond which a plugin counts as gone mad")
      ->check(within(64.0, 1048576.0))
      ->capture_default_str();
  command->add_option("--seconds", dev.seconds, "End by itself after so long")
      ->check(within(0.1, 86'400.0));
  command->footer(command->get_footer() + kDevHelp);
}

}  // namespace attacca::cli
