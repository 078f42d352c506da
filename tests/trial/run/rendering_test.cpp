// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// `attacca run --free-wheel` with everything that can move a sound: it renders the same each time.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "host/engine/audio_clip.hpp"
#include "tests/trial/program.hpp"

namespace attacca::trial::test {
namespace {

/// A bar of notes, as a file of format 0: note on, off, a controller.
std::string midi_file() {
  const std::string events(
      "\x00\xFF\x51\x03\x07\xA1\x20"  // 120 beats a minute
      "\x00\x90\x3C\x64"
      "\x30\xB0\x01\x40"
      "\x30\x90\x40\x50"
      "\x30\x80\x3C\x40"
      "\x60\x80\x40\x40"
      "\x00\xFF\x2F\x00",
      35);
  std::string file("MThd\0\0\0\x06\0\0\0\x01\0\x60MTrk\0\0\0", 21);
  file.push_back(static_cast<char>(events.size()));
  return file + events;
}

/// Renders twice; the file must be the same to the byte, and have sound. Returns it.
std::string render_twice(const Folder& folder, std::vector<std::string> arguments) {
  std::vector<std::string> files;
  for (const char* name : {"one.wav", "two.wav"}) {
    std::vector<std::string> all = arguments;
    for (const std::string& more :
         std::vector<std::string>{"--free-wheel", "--seconds", "1", "--output", folder / name}) {
      all.push_back(more);
    }
    const Outcome outcome = run(all, {{"DISPLAY", ""}});
    REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
    files.push_back(text_of(folder / name));
  }
  CHECK(files[0] == files[1]);
  // A chunk that libsndfile adds by itself, with the time of writing in seconds.
  CHECK(files[0].find("PEAK") == std::string::npos);
  const auto clip = host::read_audio_file(folder / "one.wav");
  REQUIRE(clip.has_value());
  const auto& samples = clip->channels[0];
  CHECK(std::any_of(samples.begin(), samples.end(),
                    [](float sample) { return std::fabs(sample) > 0.01f; }));
  return files[0];
}

TEST_CASE("a MIDI file and automation of a script render the same to the bit") {
  const Folder folder;
  const std::string midi = folder.write("notes.mid", midi_file());
  const std::string script = folder.write("moves",
                                          "0.1 param Gain normalized:0.9\n"
                                          "0.2 note on 72 0.7 id 9\n"
                                          "0.35 param Gain normalized:0.4\n"
                                          "0.6 note off 72 id 9\n");
  for (const char* plugin : {SINE_CLAP, SINE_VST3}) {
    render_twice(folder, {plugin, "--midi", midi, "--script", script});
  }
}

TEST_CASE("a test signal and automation render the same to the bit, each signal its own") {
  const Folder folder;
  const std::string script = folder.write("moves",
                                          "0.1 param Threshold normalized:0.2\n"
                                          "0.3 param Ratio normalized:0.8\n"
                                          "0.5 param Threshold normalized:0.6\n");
  std::vector<std::string> heard;
  for (const char* signal : {"noise", "impulse", "sine", "sweep"}) {
    for (const char* plugin : {COMPRESSOR_CLAP, COMPRESSOR_VST3}) {
      heard.push_back(
          render_twice(folder, {plugin, "--signal", signal, "--script", script, "--block", "77"}));
    }
    // Both formats of a plugin too.
    CHECK(heard[heard.size() - 1] == heard[heard.size() - 2]);
  }
  CHECK(heard[0] != heard[2]);
  CHECK(heard[2] != heard[4]);
  CHECK(heard[4] != heard[6]);
}

TEST_CASE("a signal that there is not, or beside a file, is one clear line") {
  const Folder folder;
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"--signal", "square"},
        {"--signal", "sine", "--input", folder / "some.wav"}}) {
    std::vector<std::string> arguments = {COMPRESSOR_CLAP};
    arguments.insert(arguments.end(), wrong.begin(), wrong.end());
    const Outcome outcome = run(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.messages() == 1);
    CHECK(outcome.err.find("--signal") != std::string::npos);
  }
}

}  // namespace
}  // namespace attacca::trial::test
