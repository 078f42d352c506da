// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/midi_parts.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "midi_file/reader.hpp"
#include "midi_file/writer.hpp"

namespace parlando::score::test {
namespace {

using Bytes = std::vector<std::uint8_t>;
using attacca::midi_file::File;
using attacca::midi_file::Writer;

File finished(Writer& writer) {
  const std::string text = writer.finish();
  const auto file =
      attacca::midi_file::parse({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  REQUIRE(file.has_value());
  return *file;
}

void add_note(Writer& writer, std::uint64_t tick, int channel, int key, std::uint64_t ticks) {
  writer.message(
      tick, Bytes{static_cast<std::uint8_t>(0x90 | channel), static_cast<std::uint8_t>(key), 127});
  writer.message(tick + ticks, Bytes{static_cast<std::uint8_t>(0x80 | channel),
                                     static_cast<std::uint8_t>(key), 0});
}

}  // namespace

TEST_CASE("each track with notes is a part with its name, programs and range") {
  Writer writer(480);
  writer.begin_track("A song");
  writer.tempo(0, 500'000);
  writer.begin_track("Violin");
  writer.message(0, Bytes{0xC0, 40});
  add_note(writer, 0, 0, 70, 480);
  add_note(writer, 960, 0, 60, 240);
  writer.begin_track();
  add_note(writer, 0, 9, 36, 10);
  writer.begin_track();
  writer.message(0, Bytes{0xC3, 46});
  add_note(writer, 0, 3, 64, 10);
  const File file = finished(writer);
  const auto parts = parts_of(file);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].name == "Violin");
  CHECK(parts[0].has_own_name);
  CHECK(parts[0].family == "strings");
  CHECK(parts[0].range == KeyRange{60, 70});
  CHECK(parts[0].notes == 2);
  CHECK(parts[1].name == "drums");
  CHECK_FALSE(parts[1].has_own_name);
  CHECK(parts[2].family == "harp");

  const Phrase phrase = phrase_of(file, parts[0]);
  REQUIRE(phrase.notes.size() == 2);
  CHECK(phrase.notes[1].at == 2.0);
  CHECK(phrase.notes[1].beats == 0.5);
  CHECK(phrase.notes[1].key == 60);
}

TEST_CASE("the channels of one track are a part each, and the file's title is no part's name") {
  Writer writer(480);
  writer.begin_track("My Song");
  writer.message(0, Bytes{0xC1, 32});
  add_note(writer, 0, 0, 60, 10);
  add_note(writer, 20, 1, 40, 10);
  add_note(writer, 40, 2, 41, 10);
  const File file = finished(writer);
  const auto parts = parts_of(file);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].name == "Part 1 (channel 1)");
  CHECK(parts[1].name == "bass (channel 2)");
  const auto messages = messages_of(file, parts);
  REQUIRE(messages.size() == parts.size());
  REQUIRE_FALSE(messages[1].empty());
  CHECK(messages[1].front() == &file.messages[0]);
  CHECK(std::find(messages[0].begin(), messages[0].end(), &file.messages[0]) == messages[0].end());
}

TEST_CASE("a key that sounds twice ends in the order in which it began") {
  Writer writer(480);
  writer.begin_track("A");
  writer.message(0, Bytes{0x90, 60, 1});
  writer.message(480, Bytes{0x90, 60, 2});
  writer.message(960, Bytes{0x80, 60, 0});
  writer.message(1920, Bytes{0x80, 60, 0});
  const File file = finished(writer);
  const Phrase phrase = phrase_of(file, parts_of(file)[0]);
  REQUIRE(phrase.notes.size() == 2);
  CHECK(phrase.notes[0].beats == 2.0);
  CHECK(phrase.notes[1].beats == 3.0);
}

}  // namespace parlando::score::test
