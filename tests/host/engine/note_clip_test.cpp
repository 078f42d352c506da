// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/note_clip.hpp"

#include <array>
#include <cstdint>

#include <doctest/doctest.h>

namespace attacca::host::test {

TEST_CASE("notes of a file have ids that their ends share") {
  midi_file::File file;
  const auto add = [&file](std::array<std::uint8_t, 3> message) {
    file.messages.push_back({.seconds = 0.0, .offset = file.bytes.size(), .size = 3});
    file.bytes.insert(file.bytes.end(), message.begin(), message.end());
  };
  add({0x90, 60, 127});
  add({0x90, 60, 1});
  add({0x80, 60, 0});
  add({0x80, 60, 0});
  add({0xB0, 7, 9});
  NoteClip clip;
  clip.add(file, 48000.0);
  REQUIRE(clip.items().size() == 5);
  CHECK(clip.items()[0].event.velocity == 1.0);
  CHECK(clip.items()[0].event.note_id == clip.items()[2].event.note_id);
  CHECK(clip.items()[1].event.note_id == clip.items()[3].event.note_id);
  CHECK(clip.items()[0].event.note_id != clip.items()[1].event.note_id);
  CHECK(clip.items()[4].event.kind == NoteEventKind::midi);
}

}  // namespace attacca::host::test
