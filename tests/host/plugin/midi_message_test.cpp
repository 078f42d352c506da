// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/midi_message.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace attacca::host {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Kind = NoteEventKind;

std::optional<NoteEvent> read(const Bytes& bytes) {
  return note_event_of(7, bytes);
}

Bytes written(const NoteEvent& event) {
  const auto message = midi_bytes_of(event);
  if (!message) return {};
  return {message->all().begin(), message->all().end()};
}

TEST_CASE("a device's notes come as notes, live and at their frame") {
  const auto on = read({0x93, 60, 127});
  REQUIRE(on);
  CHECK(on->kind == Kind::on);
  CHECK(on->channel == 3);
  CHECK(on->key == 60);
  CHECK(on->velocity == 1.0);
  CHECK(on->frame == 7);
  CHECK(on->is_live);
  CHECK(read({0x80, 60, 64})->kind == Kind::off);
  CHECK(read({0x90, 60, 0})->kind == Kind::off);
}

TEST_CASE("every message that is one comes out as it went in") {
  const std::vector<Bytes> messages = {
      {0x90, 1, 1}, {0x8F, 127, 0}, {0xA0, 60, 3}, {0xB0, 1, 2},      {0xC5, 9},
      {0xD0, 100},  {0xE0, 0, 64},  {0xF2, 1, 2},  {0xF3, 5},         {0xF6},
      {0xF8},       {0xFA},         {0xFE},        {0xF0, 1, 2, 0xF7}};
  for (const Bytes& message : messages) {
    const auto event = read(message);
    REQUIRE(event);
    CHECK(written(*event) == message);
  }
}

TEST_CASE("bytes that are no message are passed over") {
  const std::vector<Bytes> messages = {{},     {60},           {0x90},         {0x90, 60},
                                       {0xF4}, {0x90, 128, 1}, {0x90, 1, 128}, {0xF0},
                                       {0xF7}, {0xF0, 1, 2}};
  for (const Bytes& message : messages) CHECK_FALSE(read(message));
}

TEST_CASE("a note without velocity is still one in MIDI, where 0 would end it") {
  NoteEvent event;
  event.kind = Kind::on;
  event.channel = 0;
  event.velocity = 0.0;
  CHECK(written(event) == Bytes{0x90, 60, 1});
}

TEST_CASE("what MIDI has no word for is not sent as something else") {
  NoteEvent event;
  event.kind = Kind::end;
  CHECK(written(event).empty());
  event.kind = Kind::off;
  event.key = -1;
  CHECK(written(event).empty());
  event.kind = Kind::expression;
  event.key = 60;
  event.expression = host::NoteExpression::brightness;
  CHECK(written(event).empty());
  event.expression = host::NoteExpression::pressure;
  event.value = 1.0;
  CHECK(written(event) == Bytes{0xA0, 60, 127});
}

}  // namespace
}  // namespace attacca::host
