// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/phrase.hpp"

#include <map>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::dev {
namespace {

struct Heard {
  std::uint64_t frame;
  std::vector<std::uint8_t> bytes;
  friend bool operator==(const Heard&, const Heard&) = default;
};

std::vector<Heard> play(Phrase& phrase, std::uint64_t frames, std::uint32_t block) {
  std::vector<Heard> heard;
  for (std::uint64_t at = 0; at < frames; at += block) {
    phrase.play(block, [&](const audio_io::MidiMessage& message) {
      CHECK(message.frame < block);
      heard.push_back({at + message.frame, {message.bytes.begin(), message.bytes.end()}});
    });
  }
  return heard;
}

midi_file::File one_note_file(double from, double to) {
  midi_file::File file;
  file.bytes = {0x90, 60, 100, 0x80, 60, 0};
  file.messages = {{from, 0, 3}};
  if (to > 0.0) file.messages.push_back({to, 3, 3});
  file.seconds = 0.9;
  return file;
}

TEST_CASE("a phrase comes again at the same frames, whatever the blocks") {
  for (const std::uint32_t block : {1u, 7u, 64u, 1000u, 2500u}) {
    Phrase phrase(one_note_file(0.1, 0.6), 1000.0);
    CHECK(phrase.length() == 1000);  // to the end of the quarter note
    const auto heard = play(phrase, 3000 - 3000 % block, block);
    REQUIRE(heard.size() >= 4);
    CHECK(heard[0] == Heard{100, {0x90, 60, 100}});
    CHECK(heard[1] == Heard{600, {0x80, 60, 0}});
    CHECK(heard[2].frame == 1100);
    CHECK(heard[3].frame == 1600);
  }
}

TEST_CASE("a note that the file leaves on ends with the phrase") {
  Phrase phrase(one_note_file(0.1, 0.0), 1000.0);
  const auto heard = play(phrase, 1000, 100);
  REQUIRE(heard.size() == 2);
  CHECK(heard[1] == Heard{999, {0x80, 60, 64}});
}

TEST_CASE("each note of the built-in phrase ends") {
  Phrase phrase(Phrase::built_in(), 48000.0);
  std::map<int, int> sounding;
  for (const Heard& heard : play(phrase, phrase.length(), 480)) {
    sounding[heard.bytes[1]] += heard.bytes[0] == 0x90 ? 1 : -1;
    CHECK(sounding[heard.bytes[1]] >= 0);
  }
  for (const auto& [key, count] : sounding) CHECK(count == 0);
  CHECK(sounding.size() > 3);
}

TEST_CASE("a file without anything is silence that goes on") {
  Phrase phrase(midi_file::File{}, 48000.0);
  CHECK(phrase.length() > 0);
  CHECK(play(phrase, 100000, 1000).empty());
}

}  // namespace
}  // namespace attacca::dev
