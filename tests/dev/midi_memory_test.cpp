// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/midi_memory.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace attacca::dev {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<Bytes> told_by(MidiMemory& memory) {
  std::vector<Bytes> all;
  for (const audio_io::MidiMessage& message : memory.messages()) {
    CHECK(message.frame == 0);
    all.emplace_back(message.bytes.begin(), message.bytes.end());
  }
  return all;
}

void read(MidiMemory& memory, const std::vector<Bytes>& all) {
  for (const Bytes& bytes : all) memory.read(bytes);
}

TEST_CASE("keys that are down are begun again with their velocity, and no others") {
  MidiMemory memory;
  read(memory, {{0x90, 60, 100}, {0x91, 64, 1}, {0x90, 62, 90}, {0x80, 62, 0}, {0x91, 65, 9}});
  read(memory, {{0x91, 65, 0}});
  CHECK(told_by(memory) == std::vector<Bytes>{{0x90, 60, 100}, {0x91, 64, 1}});
  CHECK(memory.held_notes() == 2);
}

TEST_CASE("controllers, programs, pressure and bends come before the notes") {
  MidiMemory memory;
  read(memory,
       {{0x92, 60, 100}, {0xB2, 7, 0}, {0xB2, 0, 1}, {0xC2, 5}, {0xD2, 127}, {0xE2, 1, 127}});
  CHECK(told_by(memory) ==
        std::vector<Bytes>{
            {0xB2, 0, 1}, {0xB2, 7, 0}, {0xC2, 5}, {0xD2, 127}, {0xE2, 1, 127}, {0x92, 60, 100}});
}

TEST_CASE("what the pedal holds is begun and let go again, until the pedal is up") {
  MidiMemory memory;
  read(memory, {{0xB0, 64, 127}, {0x90, 60, 100}, {0x80, 60, 0}, {0x90, 61, 50}});
  CHECK(told_by(memory) ==
        std::vector<Bytes>{{0xB0, 64, 127}, {0x90, 60, 100}, {0x80, 60, 64}, {0x90, 61, 50}});
  read(memory, {{0xB0, 64, 0}});
  CHECK(told_by(memory) == std::vector<Bytes>{{0xB0, 64, 0}, {0x90, 61, 50}});
}

TEST_CASE("all notes off and all sound off leave nothing to hold") {
  for (const std::uint8_t number : std::initializer_list<std::uint8_t>{120, 123, 127}) {
    MidiMemory memory;
    read(memory, {{0x90, 60, 100}, {0xB0, number, 0}});
    CHECK(memory.held_notes() == 0);
  }
}

TEST_CASE("reset all controllers forgets them, and lets the pedal go") {
  MidiMemory memory;
  read(memory, {{0xB0, 64, 127}, {0x90, 60, 100}, {0x80, 60, 0}, {0xE0, 0, 0}, {0xB0, 121, 0}});
  CHECK(told_by(memory).empty());
}

TEST_CASE("reset all controllers leaves bank, volume, pan and program as they are") {
  MidiMemory memory;
  read(memory, {{0xB0, 0, 3}, {0xB0, 32, 4}, {0xB0, 7, 90}, {0xB0, 10, 20}, {0xB0, 1, 99}});
  read(memory, {{0xB0, 74, 5}, {0xB0, 91, 6}, {0xC0, 8}, {0xB0, 121, 0}});
  CHECK(told_by(memory) == std::vector<Bytes>{{0xB0, 0, 3},
                                              {0xB0, 7, 90},
                                              {0xB0, 10, 20},
                                              {0xB0, 32, 4},
                                              {0xB0, 74, 5},
                                              {0xB0, 91, 6},
                                              {0xC0, 8}});
}

TEST_CASE("a parameter is chosen before it is set, and what is chosen now is so again") {
  MidiMemory memory;
  read(memory, {{0xB0, 101, 0}, {0xB0, 100, 0}, {0xB0, 6, 12}, {0xB0, 38, 0}});
  read(memory, {{0xB0, 99, 1}, {0xB0, 98, 8}, {0xB0, 6, 64}, {0xB0, 96, 0}});
  read(memory, {{0xB0, 101, 127}, {0xB0, 100, 127}, {0xB0, 6, 99}});
  const std::vector<Bytes> expected{{0xB0, 101, 0}, {0xB0, 100, 0},   {0xB0, 6, 12},
                                    {0xB0, 38, 0},  {0xB0, 99, 1},    {0xB0, 98, 8},
                                    {0xB0, 6, 64},  {0xB0, 101, 127}, {0xB0, 100, 127}};
  CHECK(told_by(memory) == expected);
  // The values stay, the choice does not.
  read(memory, {{0xB0, 101, 0}, {0xB0, 100, 1}, {0xB0, 121, 0}});
  CHECK(told_by(memory) == expected);
}

TEST_CASE("the pressure of a note comes after it, and goes with it") {
  MidiMemory memory;
  read(memory, {{0x90, 60, 100}, {0xA0, 60, 33}});
  CHECK(told_by(memory) == std::vector<Bytes>{{0x90, 60, 100}, {0xA0, 60, 33}});
  read(memory, {{0x80, 60, 0}});
  CHECK(told_by(memory).empty());
  read(memory, {{0x90, 60, 101}});
  CHECK(told_by(memory) == std::vector<Bytes>{{0x90, 60, 101}});
}

TEST_CASE("keys and pedals can be let go, all at once") {
  MidiMemory memory;
  read(memory, {{0xB0, 64, 127}, {0xB0, 7, 9}, {0x90, 60, 100}, {0x90, 61, 100}, {0x80, 61, 0}});
  memory.let_go();
  CHECK(memory.held_notes() == 0);
  CHECK(told_by(memory) == std::vector<Bytes>{{0xB0, 7, 9}});
}

TEST_CASE("bytes that are no channel message change nothing") {
  MidiMemory memory;
  read(memory, {{}, {0x90}, {0x40, 60, 100}, {0xF0, 1, 0xF7}, {0xF8}});
  CHECK(told_by(memory).empty());
}

TEST_CASE("all that can be held has room") {
  MidiMemory memory;
  for (std::uint8_t channel = 0; channel < 16; ++channel) {
    const auto status = [channel](unsigned kind) {
      return static_cast<std::uint8_t>(kind | channel);
    };
    for (std::uint8_t i = 0; i < 120; ++i) read(memory, {{status(0xB0), i, 127}});
    for (std::uint8_t i = 0; i < 100; ++i) {
      read(memory, {{status(0xB0), 99, 1}, {status(0xB0), 98, i}});
      read(memory, {{status(0xB0), 6, 1}, {status(0xB0), 38, 1}});
    }
    for (std::uint8_t key = 0; key < 128; ++key) {
      read(memory, {{status(0x90), key, 1}, {status(0xA0), key, 1}, {status(0x80), key, 0}});
    }
    read(memory, {{status(0xC0), 1}, {status(0xD0), 1}, {status(0xE0), 0, 1}});
  }
  CHECK(memory.messages().size() ==
        16 * (120 - 8 + 4 * MidiMemory::kMostParameters + 2 + 3 * 128 + 3));
  CHECK(memory.messages().size() <= MidiMemory::kMost);
}

}  // namespace
}  // namespace attacca::dev
