// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// `attacca run` with several plugins on a track, and notes that go from track to track.

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "host/engine/audio_clip.hpp"
#include "tests/trial/program.hpp"

namespace attacca::trial::test {
namespace {

using Samples = std::vector<std::vector<float>>;

const std::string kPlugins = TEST_EXAMPLES;
const std::string kNotes =
    "0.1 note on 60 0.8 id 1\n"
    "0.2 note on 67 0.5 channel 2 id 2\n"
    "0.3 note off 60 id 1\n"
    "0.5 note off 67 channel 2 id 2\n";

std::string plugin(const std::string& name, const std::string& format) {
  return kPlugins + "/Attacca " + name + "." + format;
}

Outcome render(std::vector<std::string> arguments) {
  const std::vector<std::string> common = {"--free-wheel", "--seconds", "0.8", "--rate",
                                           "48000",        "--block",   "100", "--json"};
  arguments.insert(arguments.begin(), common.begin(), common.end());
  auto outcome = run(arguments, {{"DISPLAY", ""}});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  return outcome;
}

Samples heard(const std::string& file) {
  const auto clip = host::read_audio_file(file);
  REQUIRE(clip.has_value());
  return clip->channels;
}

/// What one plugin after the other makes of the notes, each rendered by itself.
struct Stepwise {
  std::string notes;  ///< File with what the inverter sends.
  Samples synth;
  Samples gain;
};

Stepwise step_by_step(const Folder& folder, const std::string& inverter, const std::string& synth,
                      const std::string& gain) {
  Stepwise steps;
  steps.notes = folder / "inverted.txt";
  render({"--script", folder.write("notes.txt", kNotes), "--record-notes", steps.notes,
          plugin("MIDI Inverter", inverter)});
  render(
      {"--script", steps.notes, "--output", folder / "synth.wav", plugin("Poly Mod Synth", synth)});
  render({"--input", folder / "synth.wav", "--param", "Gain=0.5", "--output", folder / "gain.wav",
          plugin("Gain", gain)});
  steps.synth = heard(folder / "synth.wav");
  steps.gain = heard(folder / "gain.wav");
  REQUIRE(steps.gain != steps.synth);
  return steps;
}

}  // namespace

TEST_CASE("a chain of both formats sounds as its plugins one after the other, bit for bit") {
  const Folder folder;
  for (const auto& formats :
       {std::vector<std::string>{"clap", "vst3", "clap"}, {"vst3", "clap", "vst3"}}) {
    CAPTURE(formats[0]);
    const auto steps = step_by_step(folder, formats[0], formats[1], formats[2]);
    const auto outcome =
        render({"--script", folder / "notes.txt", "--param", "Gain=0.5", "--output",
                folder / "chain.wav", "--record-notes", folder / "sent-{number}.txt",
                plugin("MIDI Inverter", formats[0]) + " -> " +
                    plugin("Poly Mod Synth", formats[1]) + " -> " + plugin("Gain", formats[2])});
    CHECK(heard(folder / "chain.wav") == steps.gain);
    CHECK(text_of(folder / "sent-1.txt") == text_of(steps.notes));
    const auto document = outcome.document();
    REQUIRE(document["plugins"].size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(outcome.plugin(i)["track_number"] == 1);
      CHECK(outcome.plugin(i)["place"] == i + 1);
      CHECK(outcome.plugin(i)["audio_thread_offences"] == 0);
    }
    CHECK(outcome.plugin(0)["notes"]["played"] == 4);
    CHECK(outcome.plugin(1)["notes"]["played"] == 4);
    CHECK(outcome.plugin(2)["notes"]["played"] == 0);
    CHECK(document["engine"]["own_offences"] == 0);
  }
}

TEST_CASE("an effect in front of a synth lets the notes pass by") {
  const Folder folder;
  const auto steps = step_by_step(folder, "clap", "clap", "clap");
  render({"--script", steps.notes, "--output", folder / "chain.wav",
          plugin("Gain", "vst3") + " -> " + plugin("Poly Mod Synth", "clap")});
  CHECK(heard(folder / "chain.wav") == steps.synth);
}

TEST_CASE("notes go to another track in the same block, also to one that stands before it") {
  const Folder folder;
  const auto steps = step_by_step(folder, "clap", "clap", "clap");
  for (const std::string format : {"clap", "vst3"}) {
    CAPTURE(format);
    const std::string inverter = plugin("MIDI Inverter", format);
    const std::string synth = plugin("Poly Mod Synth", "clap");
    const std::string to_first = folder.write("first.txt", "track 1\n" + kNotes);
    const auto outcome =
        render({"--script", to_first, "--track", "Violin", "Synth", "--output",
                folder / "there.wav", "--send-notes", "Violin -> Synth", "--", inverter, synth});
    CHECK(heard(folder / "there.wav") == steps.synth);
    CHECK(outcome.plugin(1)["track"] == "Synth");
    CHECK(outcome.plugin(1)["notes"]["played"] == 4);
    const std::string to_second = folder.write("second.txt", "track 2\n" + kNotes);
    render({"--script", to_second, "--send-notes", "2 -> 1", "--output", folder / "back.wav",
            "--profile", "sleeps-when-silent", "--", synth, inverter});
    CHECK(heard(folder / "back.wav") == steps.synth);
  }
}

TEST_CASE("one track may play several, and several one") {
  const Folder folder;
  const std::string script = folder.write(
      "two.txt", "track 1\n0.1 note on 60 0.5 id 1\ntrack 2\n0.1 note on 62 0.5 id 2\n");
  const std::string inverter = plugin("MIDI Inverter", "clap");
  const auto outcome =
      render({"--script", script, "--record-notes", folder / "got-{number}.txt", "--send-notes",
              "1 -> 3", "2 -> 3", "1 -> 4", "--", inverter, inverter, inverter, inverter});
  CHECK(text_of(folder / "got-3.txt") ==
        "0.100000 note on 60 0.5 channel 1 id 1\n0.100000 note on 62 0.5 channel 1 id 2\n");
  CHECK(text_of(folder / "got-4.txt") == "0.100000 note on 60 0.5 channel 1 id 1\n");
  CHECK(outcome.plugin(2)["notes"]["played"] == 2);
}

TEST_CASE("a track without latency waits for one that has some") {
  const Folder folder;
  const std::string gain = plugin("Gain", "clap");
  const std::string compressor = plugin("Compressor", "vst3");
  render({"--signal", "sweep", "--output", folder / "gain.wav", gain});
  const auto late = render({"--signal", "sweep", "--output", folder / "late.wav", compressor});
  const std::size_t latency = late.plugin()["latency"];
  REQUIRE(latency > 0);
  const auto both =
      render({"--signal", "sweep", "--output", folder / "both.wav", gain, compressor});
  CHECK(both.plugin(1)["latency"] == latency);
  const Samples first = heard(folder / "gain.wav");
  const Samples second = heard(folder / "late.wav");
  Samples mix = second;
  for (std::size_t channel = 0; channel < mix.size(); ++channel) {
    for (std::size_t i = latency; i < mix[channel].size(); ++i) {
      mix[channel][i] = first[channel][i - latency] + second[channel][i];
    }
  }
  CHECK(heard(folder / "both.wav") == mix);
}

TEST_CASE("a change reaches every plugin of its track, and a setting the one that is meant") {
  const Folder folder;
  const std::string display = kPlugins + "/Track Info Display.";
  const std::string script =
      folder.write("names.txt", "track 2\n0.2 name \"New\"\ntrack 1\n0.4 name \"Other\"\n");
  const std::string gain = plugin("Gain", "clap");
  const auto outcome = render({"--script", script, "--param", "4:Gain=0.25", "--save-state",
                               folder / "state-{number}", "--", display + "clap",
                               display + "vst3 -> " + gain + " -> " + gain});
  CHECK(outcome.plugin(0)["track_changes_sent"] == 1);
  CHECK(outcome.plugin(0)["track"] == "Other");
  for (std::size_t i = 1; i < 4; ++i) {
    CHECK(outcome.plugin(i)["track"] == "New");
    CHECK(outcome.plugin(i)["track_changes_sent"] == 1);
  }
  CHECK(outcome.plugin(1)["audio_last_value_seen"] == true);
  CHECK(outcome.plugin(3)["parameters_set"] == 1);
  CHECK(text_of(folder / "state-3") != text_of(folder / "state-4"));
}

TEST_CASE("chains and ways that cannot be are one clear line, before anything plays") {
  const Folder folder;
  const std::string gain = plugin("Gain", "clap");
  const std::string sine = plugin("Sine", "clap");
  const std::string inverter = plugin("MIDI Inverter", "clap");
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong = {
      {{gain + " -> "}, "a plugin is missing at an arrow"},
      {{gain + " -> " + (folder / "none.clap")}, "none.clap does not exist"},
      {{"--track", "A", "B", gain + " -> " + gain}, "2 times for 1 track(s)"},
      {{"--send-notes", "1 -> 2", "--", gain, sine}, "track 1 (Track 1) sends no notes"},
      {{"--send-notes", "1 -> 2", "--", inverter, gain}, "track 2 (Track 2) takes no notes"},
      {{"--send-notes", "1 -> 2", "2 -> 1", "--", inverter, inverter}, "would come back to it"},
      {{"--send-notes", "1 -> 2", "1 -> 2", "--", inverter, sine}, "is given twice"},
      {{"--send-notes", "1 -> 3", "--", inverter, sine}, "there is no track \"3\""},
      {{"--sidechain", TEST_EXAMPLES "/none.wav", gain + " -> " + gain}, "none.wav"}};
  for (const auto& [arguments, message] : wrong) {
    CAPTURE(message);
    const auto outcome = run(arguments, {{"DISPLAY", ""}});
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.messages() == 1);
    CHECK_MESSAGE(outcome.err.find(message) != std::string::npos, outcome.err);
  }
}

}  // namespace attacca::trial::test
