// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/note_buffer.hpp"

#include <array>
#include <memory>

#include <doctest/doctest.h>

namespace attacca::host::test {

namespace {

NoteEvent note_at(std::uint32_t frame, std::int16_t key = 60) {
  NoteEvent event;
  event.frame = frame;
  event.key = key;
  return event;
}

}  // namespace

TEST_CASE("notes of several plugins come in the order of frames, those of one frame as they came") {
  const auto buffer = std::make_unique<NoteBuffer>();
  buffer->begin(64);
  buffer->add(std::array{note_at(0, 1), note_at(10, 2), note_at(63, 3)});
  buffer->add(std::array{note_at(0, 4), note_at(10, 5), note_at(64, 6)});  // one behind the block
  std::vector<int> keys;
  for (const NoteEvent& event : buffer->events()) keys.push_back(event.key);
  CHECK(keys == std::vector<int>{1, 4, 2, 5, 3, 6});
  CHECK(buffer->events().back().frame == 63);
  buffer->begin(64);
  CHECK(buffer->events().empty());
}

TEST_CASE("a SysEx is kept with its bytes, and the end of a voice goes no further") {
  const auto buffer = std::make_unique<NoteBuffer>();
  buffer->begin(64);
  std::array<std::uint8_t, 3> bytes = {0xF0, 0x11, 0xF7};
  NoteEvent sysex = note_at(5);
  sysex.kind = NoteEventKind::sysex;
  sysex.sysex = bytes;
  buffer->note(sysex);
  NoteEvent end = note_at(6);
  end.kind = NoteEventKind::end;
  buffer->note(end);
  bytes.fill(0);  // the plugin's memory, which is its own again
  REQUIRE(buffer->events().size() == 1);
  CHECK(buffer->events()[0].sysex[1] == 0x11);
  CHECK(buffer->lost() == 0);
}

TEST_CASE("what finds no room is counted, and what was there stays") {
  const auto buffer = std::make_unique<NoteBuffer>();
  buffer->begin(64);
  for (std::size_t i = 0; i < NoteBuffer::kEvents + 3; ++i) buffer->note(note_at(0));
  CHECK(buffer->events().size() == NoteBuffer::kEvents);
  CHECK(buffer->lost() == 3);
  buffer->begin(64);
  const std::vector<std::uint8_t> large(NoteBuffer::kBytes + 1, 0x01);
  NoteEvent sysex = note_at(0);
  sysex.kind = NoteEventKind::sysex;
  sysex.sysex = large;
  buffer->note(sysex);
  CHECK(buffer->events().empty());
  CHECK(buffer->lost() == 4);
}

}  // namespace attacca::host::test
