// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/options.hpp"

#include <map>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

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
  app.add_flag("--list-devices", options.lists_devices, "Name sound cards and MIDI ports, and end");
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
  app.add_flag("!--no-editor", options.has_editor, "Run without a window");
  app.add_option("--state", options.state,
                 "Where settings are kept over the program's end; without it in "
                 "$XDG_STATE_HOME/attacca");
  app.add_flag("!--no-state", options.keeps_state, "Begin anew, and keep nothing");
  app.add_option("--seconds", options.seconds,
                 "End after this time; else with the window, or ctrl-C")
      ->check(within(0.001, 1e9));
  app.add_option("--plugin", options.plugin, "Which plugin, by id, where the program has several");
  app.add_flag("--list", options.lists_plugins, "Name the plugins in this program, and end");
}

}  // namespace

std::optional<Options> read_options(int argc, const char* const* argv,
                                    const std::string& plugin_name, int& exit_code) {
  Options options;
  CLI::App app(plugin_name + ", as a program of its own");
  app.set_help_flag("-h,--help", "Print this, and end");
  add_sound(app, options);
  add_song(app, options);
  add_program(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : 2;
    return std::nullopt;
  }
  exit_code = 0;
  return options;
}

}  // namespace attacca::standalone
