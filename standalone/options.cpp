// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/options.hpp"

#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>

#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "standalone/user_paths.hpp"
#include "text/number_range.hpp"

namespace attacca::standalone {
namespace {

CLI::Validator within(double low, double high) {
  return {[low, high](std::string& value) { return text::range_fault(value, low, high); }, "",
          "number"};
}

const std::map<std::string, Backend> kBackends = {{"auto", Backend::automatic},
                                                  {"jack", Backend::jack},
                                                  {"pulse", Backend::pulse},
                                                  {"alsa", Backend::alsa},
                                                  {"dummy", Backend::dummy}};

void add_sound(CLI::App& app, Options& options) {
  app.add_option_function<std::string>(
         "-b,--backend",
         [&options](const std::string& name) { options.backend = kBackends.at(name); },
         "Where sound goes: jack (JACK, or PipeWire by its JACK library), pulse (PulseAudio), alsa "
         "(a sound card), dummy (nowhere), or auto: the first of these that answers")
      ->check(CLI::IsMember(std::vector<std::string>{"auto", "jack", "pulse", "alsa", "dummy"}));
  app.add_option("-r,--sample-rate", options.sample_rate, "Hz; JACK has its own")
      ->check(within(1000.0, 1'000'000.0))
      ->capture_default_str();
  app.add_option("-p,--period-size", options.period, "Frames; JACK has its own")
      ->check(within(1, 8192))
      ->capture_default_str();
  app.add_option("--name", options.client_name, "What the program is called in JACK");
  app.add_option("--connect-jack-inputs", options.jack_inputs,
                 "JACK ports to hear, one for each channel, such as system:capture_1; without it "
                 "nothing is connected")
      ->delimiter(',');
  app.add_option("--connect-jack-outputs", options.jack_outputs,
                 "JACK ports to play to, one for each channel; without it the sound card's")
      ->delimiter(',');
  app.add_option("--output-device", options.output_device,
                 "Sound card of pulse or alsa, or a part of its name; without it the system's own "
                 "choice");
  app.add_option("--input-device", options.input_device,
                 "Sound card to hear; without it inputs are silent");
  app.add_option("--midi-input,--connect-jack-midi-input", options.midi_inputs,
                 "Port with MIDI to play, JACK's or the sequencer's");
  app.add_option("--midi-output,--connect-jack-midi-output", options.midi_outputs,
                 "Port for the MIDI that the plugin sends");
  app.add_flag("--list-devices", options.lists_devices, "Name sound cards and MIDI ports, and end")
      ->configurable(false);
}

void add_song(CLI::App& app, Options& options) {
  app.add_option("--tempo", options.tempo, "Quarter notes a minute")
      ->check(within(1.0, 1000.0))
      ->capture_default_str();
  app.add_option("--timesig-num", options.numerator, "The metre: beats in a bar")
      ->check(within(1, 64))
      ->capture_default_str();
  app.add_option("--timesig-denom", options.denominator, "The metre: what a beat is, 1 to 64")
      ->check(CLI::IsMember({1, 2, 4, 8, 16, 32, 64}))
      ->capture_default_str();
  app.add_option("--track-name", options.track_name, "The track that the plugin sits on");
  app.add_option("--track-color", options.track_color, "Its colour, #rrggbb or #rrggbbaa");
}

void add_program(CLI::App& app, Options& options) {
  app.add_option("--dpi-scale", options.dpi_scale, "The editor's scale, 1 = 100 %")
      ->check(within(0.25, 8.0))
      ->capture_default_str();
  app.add_flag_function(
      "--no-editor", [&options](std::int64_t given) { options.has_editor = given <= 0; },
      "Run without a window");
  app.add_option("--state", options.state,
                 "Where settings are kept over the program's end; without it in "
                 "$XDG_STATE_HOME/attacca");
  app.add_flag_function(
      "--no-state", [&options](std::int64_t given) { options.keeps_state = given <= 0; },
      "Begin anew, and keep nothing");
  app.add_option("--seconds", options.seconds,
                 "End after this time; else with the window, or ctrl-C")
      ->check(within(0.001, 1e9))
      ->configurable(false);
  app.add_option("--plugin", options.plugin, "Which plugin, by id, where the program has several");
  app.add_option(
      "-l,--layout,--audio-layout", options.layout,
      "Which of the plugin's layouts, by name or by its number in --list-layouts; without "
      "it the first");
  app.add_flag("--list-layouts", options.lists_layouts,
               "Name the layouts of the plugin's channels, and end")
      ->configurable(false);
  app.add_flag("--list", options.lists_plugins, "Name the plugins in this program, and end")
      ->configurable(false);
  app.add_option("--wav-in", options.wav_in,
                 "A recording to hear in place of the device; the program ends with it")
      ->configurable(false);
  app.add_option("--wav-out", options.wav_out, "Where to record what is played, a WAV of floats")
      ->configurable(false);
}

enum class SettingsFile : std::uint8_t { good, faulty };

/// What is understood, and how it is called.
class CommandLine {
 public:
  explicit CommandLine(const std::string& plugin_name)
      : app_(plugin_name + ", as a program of its own") {
    app_.set_help_flag("-h,--help", "Print this, and end")->configurable(false);
    app_.allow_config_extras(CLI::config_extras_mode::error);
    add_sound(app_, options_);
    add_song(app_, options_);
    add_program(app_, options_);
    app_.add_flag("--save-settings", saves_, "Keep these options for the next time")
        ->configurable(false);
    settings_ = app_.set_config("--settings", "",
                                "A file of options (TOML), in place of the one in "
                                "$XDG_CONFIG_HOME/attacca");
  }

  /// 0, or the exit code: problem() says why.
  int parse(int argc, const char* const* argv, const std::string& settings) {
    if (!settings.empty()) settings_->default_str(settings);
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      error_.emplace(error);
      return error.get_exit_code() == 0 ? kHelp : 2;
    }
    return 0;
  }
  [[nodiscard]] bool names_settings() const { return settings_->count() > 0; }
  [[nodiscard]] bool names_layout() const { return !options_.layout.empty(); }
  [[nodiscard]] std::string problem() const { return error_ ? error_->what() : ""; }
  /// Prints help or what is wrong.
  void report(int& exit_code) const {
    if (error_) (void)app_.exit(*error_);
    if (exit_code == kHelp) exit_code = 0;
  }

  /// `found`: what the usual file of settings is like. Keeps the options if that is wanted.
  std::optional<Options> finish(const std::string& settings, SettingsFile found, int& exit_code) {
    const std::string file = names_settings() ? settings_->as<std::string>() : settings;
    if (!saves_) return options_;
    if (auto saved = save(file, found); !saved) {
      std::fprintf(stderr, "the settings are not kept: %s\n", saved.error().message.c_str());
      exit_code = 1;
      return std::nullopt;
    }
    return options_;
  }

 private:
  static constexpr int kHelp = -1;

  [[nodiscard]] Result<void> save(const std::string& path, SettingsFile found) const {
    if (path.empty()) return fail("there is neither HOME nor XDG_CONFIG_HOME");
    const std::filesystem::path file = path;
    if (auto made = files::create_folders(file.parent_path()); !made) return made;
    // What could not be understood is somebody's work all the same.
    if (found == SettingsFile::faulty && !set_aside(file)) return fail("cannot rename " + path);
    auto out = files::AtomicFile::create(file);
    if (!out) return tl::unexpected(out.error());
    if (auto written = out->write(app_.config_to_str(false, false)); !written) return written;
    return out->commit();
  }

  CLI::App app_;
  Options options_;
  bool saves_ = false;
  CLI::Option* settings_ = nullptr;
  std::optional<CLI::ParseError> error_;
};

}  // namespace

std::optional<Options> read_options(int argc, const char* const* argv,
                                    const std::string& plugin_name, const std::string& settings,
                                    int& exit_code) {
  std::error_code error;
  const bool has_settings = !settings.empty() && std::filesystem::exists(settings, error);
  CommandLine line(plugin_name);
  exit_code = line.parse(argc, argv, has_settings ? settings : "");
  if (exit_code != 0 && has_settings && !line.names_settings()) {
    // Whose fault is it?
    CommandLine alone(plugin_name);
    if (alone.parse(argc, argv, "") == 0) {
      std::fprintf(stderr, "%s: %s; it is passed over this time\n", settings.c_str(),
                   line.problem().c_str());
      exit_code = 0;
      return alone.finish(settings, SettingsFile::faulty, exit_code);
    }
  }
  if (exit_code != 0) {
    line.report(exit_code);
    return std::nullopt;
  }
  auto options = line.finish(settings, SettingsFile::good, exit_code);
  if (options && has_settings && line.names_layout()) {
    CommandLine alone(plugin_name);
    options->layout_is_kept = alone.parse(argc, argv, "") == 0 && !alone.names_layout();
  }
  return options;
}

}  // namespace attacca::standalone
