// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "midi_file/writer.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "midi_file/reader.hpp"

namespace attacca::midi_file::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

File read_back(const std::string& text) {
  const auto file = parse({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  REQUIRE_MESSAGE(file.has_value(), file.error().message);
  CHECK(file->notes.empty());
  return *file;
}

Bytes message(const File& file, std::size_t index) {
  const auto bytes = file.bytes_of(file.messages.at(index));
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("one track is format 0, and its bytes are those of the standard") {
  Writer writer(96);
  writer.begin_track();
  writer.tempo(0, 500'000);
  writer.metre(0, 3, 4);
  writer.message(200, Bytes{0x90, 60, 100});
  writer.message(200, Bytes{0xF0, 1, 2, 0xF7});
  writer.message(200, Bytes{0xF8});
  writer.end_track(300);
  const std::string expected(
      "MThd\0\0\0\x06\0\0\0\x01\0\x60MTrk\0\0\0\x22"
      "\0\xFF\x51\x03\x07\xA1\x20"
      "\0\xFF\x58\x04\x03\x02\x18\x08"
      "\x81\x48\x90\x3C\x64"
      "\0\xF0\x03\x01\x02\xF7"
      "\0\xF7\x01\xF8"
      "\x64\xFF\x2F\0",
      22 + 7 + 8 + 5 + 6 + 4 + 4);
  CHECK(writer.finish() == expected);
}

TEST_CASE("tracks with their names, times and messages come back as they were written") {
  Writer writer(480);
  writer.begin_track("Tempo");
  writer.tempo(0, 600'000);
  writer.metre(960, 6, 8);
  writer.begin_track("Violín");
  writer.message(480, Bytes{0x91, 60, 100});
  writer.message(100, Bytes{0x81, 60, 0});  // in the past: at the last one's tick
  writer.begin_track("Bass");
  writer.message(480, Bytes{0xC2, 32});
  writer.end_track(1920);
  const File file = read_back(writer.finish());
  CHECK(file.format == 1);
  CHECK(file.tempo == doctest::Approx(100.0));
  CHECK(file.beats == doctest::Approx(4.0));
  REQUIRE(file.metres.size() == 1);
  CHECK(file.metres[0].beats == doctest::Approx(2.0));
  CHECK(file.metres[0].denominator == 8);
  REQUIRE(file.tracks.size() == 3);
  CHECK(file.tracks[1].name == "Violín");
  CHECK(file.tracks[2].programs[2] == 32);
  REQUIRE(file.messages.size() == 3);
  CHECK(file.messages[1].tick == 480);
  CHECK(message(file, 1) == Bytes{0x81, 60, 0});
}

TEST_CASE("a pause longer than a number of the format is bridged") {
  constexpr std::uint64_t kFar = 1'000'000'000;
  Writer writer(32'767);
  writer.begin_track();
  writer.message(kFar, Bytes{0x90, 60, 0});
  const File file = read_back(writer.finish());
  REQUIRE(file.messages.size() == 1);
  CHECK(file.messages[0].tick == kFar);
}

TEST_CASE("a file without a track is one that can be read") {
  Writer writer(480);
  CHECK(read_back(writer.finish()).messages.empty());
}

}  // namespace attacca::midi_file::test
