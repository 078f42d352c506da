// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "midi_file/reader.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::midi_file::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

void put(Bytes& bytes, std::uint32_t value, int count) {
  for (int i = count - 1; i >= 0; --i) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

void put_chunk(Bytes& bytes, const char* name, const Bytes& content) {
  bytes.insert(bytes.end(), name, name + 4);
  put(bytes, static_cast<std::uint32_t>(content.size()), 4);
  bytes.insert(bytes.end(), content.begin(), content.end());
}

Bytes file_of(const std::vector<Bytes>& tracks, std::uint32_t format = 0,
              std::uint32_t division = 480) {
  Bytes header;
  put(header, format, 2);
  put(header, static_cast<std::uint32_t>(tracks.size()), 2);
  put(header, division, 2);
  Bytes bytes;
  put_chunk(bytes, "MThd", header);
  for (const Bytes& track : tracks) put_chunk(bytes, "MTrk", track);
  return bytes;
}

File parsed(const Bytes& bytes) {
  auto file = parse(bytes);
  REQUIRE_MESSAGE(file.has_value(), file.error().message);
  return *file;
}

std::string mistake(const Bytes& bytes) {
  const auto file = parse(bytes);
  REQUIRE_FALSE(file.has_value());
  return file.error().message;
}

Bytes message(const File& file, std::size_t index) {
  const auto bytes = file.bytes_of(file.messages.at(index));
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("times follow the tempo map of all tracks") {
  const Bytes tempo = {0,    0xFF, 0x51, 3,    0x07, 0xA1, 0x20,        // 120
                       0x83, 0x60, 0xFF, 0x51, 3,    0x0F, 0x42, 0x40,  // after a quarter: 60
                       0,    0xFF, 0x2F, 0};
  const Bytes notes = {0, 0x90, 60, 100, 0x87, 0x40, 0x80, 60, 64, 0, 0xFF, 0x2F, 0};
  const File file = parsed(file_of({tempo, notes}, 1));
  REQUIRE(file.messages.size() == 2);
  CHECK(file.messages[0].seconds == 0.0);
  CHECK(file.messages[1].seconds == doctest::Approx(1.5));  // a quarter at 120, one at 60
  CHECK(file.seconds == doctest::Approx(1.5));
  CHECK(file.tempo == doctest::Approx(120.0));
  CHECK(file.notes.empty());
}

TEST_CASE("SMPTE time counts frames and not quarters") {
  const Bytes track = {0, 0xFF, 0x51, 3,  0, 0, 1,    50,   0x90, 60,
                       1, 50,   0x90, 60, 0, 0, 0xFF, 0x2F, 0};
  const File file = parsed(file_of({track}, 0, 0xE728));  // 25 frames, 40 ticks
  CHECK(file.messages[0].seconds == doctest::Approx(0.05));
  CHECK(file.seconds == doctest::Approx(0.1));
}

TEST_CASE("patterns of format 2 come one after the other") {
  const Bytes track = {0, 0x90, 60, 1, 0x83, 0x60, 0x80, 60, 0, 0, 0xFF, 0x2F, 0};
  const File file = parsed(file_of({track, track}, 2));
  REQUIRE(file.messages.size() == 4);
  CHECK(file.messages[2].seconds == doctest::Approx(0.5));
  CHECK(file.seconds == doctest::Approx(1.0));
}

TEST_CASE("running status goes on, also behind a SysEx") {
  const Bytes track = {0, 0x90, 60, 1,  0, 60, 0,  0, 0xF0, 5,    0x7E, 0x7F, 6,
                       1, 0xF7, 0,  62, 1, 0,  62, 0, 0,    0xFF, 0x2F, 0};
  const File file = parsed(file_of({track}));
  REQUIRE(file.messages.size() == 5);
  CHECK(message(file, 1) == Bytes{0x90, 60, 0});
  CHECK(message(file, 2) == Bytes{0xF0, 0x7E, 0x7F, 6, 1, 0xF7});
  CHECK(message(file, 3) == Bytes{0x90, 62, 1});
}

TEST_CASE("a SysEx in pieces is one message, and an escape is what it holds") {
  const Bytes track = {0, 0xF0, 2, 1, 2, 10, 0xF7, 2, 3, 0xF7, 0, 0xF7, 1, 0xF8, 0, 0xFF, 0x2F, 0};
  const File file = parsed(file_of({track}));
  REQUIRE(file.messages.size() == 2);
  CHECK(message(file, 0) == Bytes{0xF0, 1, 2, 3, 0xF7});
  CHECK(message(file, 1) == Bytes{0xF8});
}

TEST_CASE("what is wrong with a file is said with its place") {
  const Bytes good = {0, 0x90, 60, 1, 0, 0x80, 60, 1, 0, 0xFF, 0x2F, 0};
  CHECK(mistake({}) == "this is no Standard MIDI File: it does not begin with \"MThd\"");
  CHECK(mistake({'M', 'T', 'h', 'd', 0, 0}) == "the file ends within its header; is it cut?");
  Bytes cut = file_of({good});
  cut.pop_back();
  CHECK(mistake(cut) == "byte 14: a chunk of 12 bytes, and 11 are left in the file; is it cut?");
  CHECK(mistake(file_of({{0, 60, 1}})) ==
        "track 1, byte 23: a data byte where an event's status was expected");
  CHECK(mistake(file_of({{0, 0x90, 60, 0x80}})) ==
        "track 1, byte 25: a status byte where an event's data was expected");
  CHECK(mistake(file_of({{0, 0x90, 60}})) == "track 1, byte 25: the track ends within an event");
  CHECK(mistake(file_of({{0x81, 0x80, 0x80, 0x80, 0}})) ==
        "track 1, byte 22: a number of more than four bytes");
  CHECK(mistake(file_of({{0, 0xF0, 5, 1, 2}})) ==
        "track 1, byte 24: an event of 5 bytes, and 2 are left in the track");
  CHECK(mistake(file_of({{0, 0xFF, 0x51, 2, 1, 1}})) ==
        "track 1, byte 25: a tempo needs 3 bytes that are not all 0");
  CHECK(mistake(file_of({good}, 3)) == "byte 8: format 3; known are 0, 1 and 2");
  CHECK(mistake(file_of({good}, 0, 0)) == "byte 12: a quarter note of 0 ticks");
  CHECK(mistake({'S', 'M', 'F', '2', 'C', 'L', 'I', 'P'}).find("MIDI 2 clip") != std::string::npos);
}

TEST_CASE("what can be put right is, and is said") {
  const Bytes open = {0, 0x90, 60, 1, 0, 0xF4, 0x83, 0x60, 0xFF, 0x2F, 0};
  Bytes bytes = file_of({open});
  bytes.push_back('*');
  const File file = parsed(bytes);
  REQUIRE(file.messages.size() == 2);
  CHECK(message(file, 1) == Bytes{0x80, 60, 64});
  CHECK(file.messages[1].seconds == doctest::Approx(0.5));
  REQUIRE(file.notes.size() == 3);
  CHECK(file.notes[0] == "1 byte after the last track");
  CHECK(file.notes[1] == "1 system message that a MIDI file may not hold, passed over");
  CHECK(file.notes[2] == "1 note without an end, ended with the track");
}

TEST_CASE("chunks of other kinds are passed over") {
  Bytes bytes = file_of({});
  bytes[11] = 1;
  put_chunk(bytes, "XFIH", {1, 2, 3});
  put_chunk(bytes, "MTrk", {0, 0xFF, 0x2F, 0});
  CHECK(parsed(bytes).messages.empty());
}

TEST_CASE(
    "each track has its names, channels, programs and keys, and its messages are known by it") {
  const Bytes lead = {0, 0xFF, 0x58, 4,   6,   3,   24, 8,    0,    0xFF,
                      3, 4,    'S',  'o', 'n', 'g', 0,  0xFF, 0x2F, 0};
  const Bytes violin = {
      0,    0xFF, 3,    7,    ' ', 'V', 'l',  0xE9, '1', 0,    ' ',         // Latin 1
      0,    0xFF, 3,    1,    'x', 0,   0xFF, 4,    2,   'v',  'n',         // a later name
      0,    0xFF, 0x21, 1,    2,   0,   0xC3, 40,   0,   0xC3, 41,          //
      0,    0x93, 60,   99,   10,  72,  99,   10,   72,  0,    10,  60, 0,  //
      0x83, 0x60, 0xFF, 0x2F, 0};
  const File file = parsed(file_of({lead, violin}, 1));
  CHECK(file.format == 1);
  CHECK(file.ticks_per_quarter == 480);
  REQUIRE(file.tracks.size() == 2);
  CHECK(file.tracks[0].name == "Song");
  CHECK(file.tracks[0].notes == 0);
  CHECK(file.tracks[0].lowest_key == -1);
  const Track& track = file.tracks[1];
  CHECK(track.name ==
        "Vl\xC3\xA9"
        "1");
  CHECK(track.instrument == "vn");
  CHECK(track.channels == 1u << 3);
  CHECK(track.programs[3] == 40);
  CHECK(track.programs[0] == -1);
  CHECK(track.port == 2);
  CHECK(track.notes == 2);
  CHECK(track.lowest_key == 60);
  CHECK(track.highest_key == 72);
  CHECK(track.end_beats == doctest::Approx(510.0 / 480.0));
  for (const Message& message : file.messages) CHECK(message.track == 1);
  CHECK(file.messages[3].tick == 10);
  CHECK(file.messages[3].beats == doctest::Approx(10.0 / 480.0));
  REQUIRE(file.metres.size() == 1);
  CHECK(file.metres[0].numerator == 6);
  CHECK(file.metres[0].denominator == 8);
}

TEST_CASE("the map of tempos turns quarter notes into seconds and back") {
  const Bytes tempo = {0x83, 0x60, 0xFF, 0x51, 3, 0x0F, 0x42, 0x40,  // after a quarter: 60
                       0x83, 0x60, 0xFF, 0x51, 3, 0x03, 0xD0, 0x90,  // after another: 240
                       0,    0xFF, 0x2F, 0};
  const File file = parsed(file_of({tempo}));
  CHECK(file.tempo == 120.0);
  REQUIRE(file.tempos.size() == 2);
  CHECK(file.tempos[1].per_minute == doctest::Approx(240.0));
  for (const auto& [beats, seconds] :
       {std::pair{0.0, 0.0}, {0.5, 0.25}, {1.0, 0.5}, {1.5, 1.0}, {2.0, 1.5}, {6.0, 2.5}}) {
    CHECK(file.seconds_at(beats) == doctest::Approx(seconds));
    CHECK(file.beats_at(seconds) == doctest::Approx(beats));
  }
}

TEST_CASE("a pattern of format 2 has a tempo map of its own") {
  const Bytes slow = {0, 0xFF, 0x51, 3, 0x0F, 0x42, 0x40, 0x83, 0x60, 0xFF, 0x2F, 0};  // 60
  const Bytes plain = {0, 0x90, 60, 1, 0x83, 0x60, 0x80, 60, 0, 0, 0xFF, 0x2F, 0};
  const File file = parsed(file_of({slow, plain}, 2));
  CHECK(file.seconds == doctest::Approx(1.5));
  CHECK(file.beats == doctest::Approx(2.0));
  CHECK(file.seconds_at(2.0) == doctest::Approx(1.5));
  CHECK(file.messages[0].beats == doctest::Approx(1.0));
  CHECK(file.messages[0].tick == 480);
  CHECK(file.messages[0].track == 1);
}

TEST_CASE("a time signature that makes no sense is passed over and said") {
  const Bytes track = {0,  0xFF, 0x58, 4, 0,    2,    24, 8, 0, 0xFF, 0x58, 4, 4,
                       40, 24,   8,    0, 0xFF, 0x58, 1,  4, 0, 0xFF, 0x2F, 0};
  const File file = parsed(file_of({track}));
  CHECK(file.metres.empty());
  CHECK(file.notes ==
        std::vector<std::string>{"3 time signatures that cannot be read, passed over"});
}

TEST_CASE("an escape with a status among its data is no message, and a note in one is ended") {
  const File file =
      parsed(file_of({{0, 0xF7, 3, 0x90, 0x80, 1, 0, 0xF7, 3, 0x90, 60, 1, 0, 0xFF, 0x2F, 0}}));
  REQUIRE(file.messages.size() == 2);
  CHECK(message(file, 0) == Bytes{0x90, 60, 1});
  CHECK(message(file, 1) == Bytes{0x80, 60, 64});
}

}  // namespace attacca::midi_file::test
