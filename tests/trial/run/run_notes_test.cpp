// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What `attacca run` plays to plugins as notes, and what it writes of what they send.

#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "midi_file/reader.hpp"
#include "tests/trial/program.hpp"
#include "trial/run/note_recording.hpp"

namespace attacca::trial::test {
namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

constexpr const char* kSong =
    "0.1 note on 60 0.5 id 3 note on 64 1 channel 2 id 4\n"
    "0.2 expression tuning -12 id 3\n"
    "0.2 expression pressure 0.5 key 64 channel 2 id 4\n"
    "0.3 midi B0 4A 7F\n"
    "0.3 midi F0 7E 7F 06 01 F7\n"
    "0.4 note off 64 0.25 channel 2 id 4\n"
    "0.5 note off 60 id 3\n";

std::string echoed(const Folder& folder, const std::string& plugin, const std::string& option,
                   const std::string& file, const std::string& record, const std::string& out) {
  const std::string path = folder / out;
  const auto outcome = run(
      {"--free-wheel", "--rate", "48000", "--block", "100", option, file, record, path, plugin});
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  return content_of(path);
}

}  // namespace

TEST_CASE("a script's notes arrive at their frames, and the transcript plays the same again") {
  const Folder folder;
  write(folder / "song.txt", kSong);
  for (const std::string plugin : {TEST_NOTE_ECHO_CLAP, TEST_NOTE_ECHO_VST3}) {
    CAPTURE(plugin);
    const std::string first =
        echoed(folder, plugin, "--script", folder / "song.txt", "--record-notes", "first.txt");
    CHECK(first.find("0.100000 note on 60 0.5 channel 1 id 3\n") == 0);
    CHECK(first.find("0.200000 expression tuning -12 id 3\n") != std::string::npos);
    CHECK(first.find("0.300000 midi F0 7E 7F 06 01 F7\n") != std::string::npos);
    CHECK(first.find("0.400000 note off 64 0.25 channel 2 id 4\n") != std::string::npos);
    const std::string second =
        echoed(folder, plugin, "--script", folder / "first.txt", "--record-notes", "second.txt");
    CHECK(first == second);
  }
}

TEST_CASE("a MIDI file comes back as the same MIDI file, sample for sample, in both formats") {
  const Folder folder;
  write(folder / "song.txt", kSong);
  const std::string recorded = echoed(folder, TEST_NOTE_ECHO_CLAP, "--script", folder / "song.txt",
                                      "--record-midi", "first.mid");
  const std::vector<std::uint8_t> bytes(recorded.begin(), recorded.end());
  const auto file = midi_file::parse(bytes);
  REQUIRE(file.has_value());
  CHECK(file->notes.empty());
  REQUIRE(file->messages.size() == 7);  // the tuning has no word in MIDI
  CHECK(file->messages[0].seconds == doctest::Approx(0.1).epsilon(1e-9));
  for (const std::string plugin : {TEST_NOTE_ECHO_CLAP, TEST_NOTE_ECHO_VST3}) {
    CAPTURE(plugin);
    const std::string again =
        echoed(folder, plugin, "--midi", folder / "first.mid", "--record-midi", "again.mid");
    // The length of the run is in the last event.
    CHECK(again.substr(22, recorded.size() - 22 - 6) ==
          recorded.substr(22, recorded.size() - 22 - 6));
  }
}

TEST_CASE("a MIDI file that cannot be read is an error before anything plays") {
  const Folder folder;
  write(folder / "no.mid", "not a midi file");
  const auto outcome = run({"--midi", folder / "no.mid", TEST_NOTE_ECHO_CLAP});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.find("no.mid: this is no Standard MIDI File") != std::string::npos);
  CHECK(outcome.messages() == 1);
}

TEST_CASE("a plugin that lets go sleeps between notes where the profile has it, and loses none") {
  const Folder folder;
  write(folder / "song.txt", kSong);
  for (const std::string plugin : {TEST_NOTE_ECHO_CLAP, TEST_NOTE_ECHO_VST3}) {
    CAPTURE(plugin);
    const std::string awake =
        echoed(folder, plugin, "--script", folder / "song.txt", "--record-notes", "awake.txt");
    const auto outcome = run({"--free-wheel", "--rate", "48000", "--block", "100", "--script",
                              folder / "song.txt", "--record-notes", folder / "sleepy.txt",
                              "--profile", "sleeps-when-silent", "--json", plugin});
    REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
    CHECK(content_of(folder / "sleepy.txt") == awake);
    CHECK(outcome.plugin()["slept_blocks"] > 400);
    const std::uint64_t blocks = outcome.document()["engine"]["callbacks"];
    CHECK(outcome.plugin()["callbacks"].get<std::uint64_t>() +
              outcome.plugin()["slept_blocks"].get<std::uint64_t>() ==
          blocks);
  }
}

TEST_CASE("a parameter to be modulated that no plugin has is an error with the script's line") {
  const Folder folder;
  write(folder / "song.txt", "\n0 modulate Cutoff 1\n");
  const auto outcome = run({"--script", folder / "song.txt", TEST_NOTE_ECHO_CLAP});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.find("song.txt:2:1: no plugin of this line has a parameter \"Cutoff\"") !=
        std::string::npos);
}

TEST_CASE("a recording at a rate that MIDI's ticks cannot follow is off by a tick at most") {
  NoteRecording recording;
  host::NoteReport report;
  report.position = 99'999;
  recording.add(report);
  for (const double rate : {44'100.0, 96'000.0, 192'000.0, 44'056.0}) {
    CAPTURE(rate);
    const std::string text = recording.midi_file(rate, 200'000);
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    const auto file = midi_file::parse(bytes);
    REQUIRE(file.has_value());
    REQUIRE(file->messages.size() >= 1);
    CHECK(std::abs(file->messages[0].seconds - 99'999.0 / rate) <= 1.0 / 48'000.0);
  }
}

}  // namespace attacca::trial::test
