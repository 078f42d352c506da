// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "audio_io/midi_clock.hpp"

#include <doctest/doctest.h>

namespace attacca::audio_io {
namespace {

constexpr double kRate = 48000.0;
constexpr std::int64_t kBlock = 1'000'000'000'000;  // when a block of 480 frames, 10 ms, begins

std::uint32_t frame(std::int64_t came) {
  return frame_of(came, kBlock, 480, kRate);
}

TEST_CASE("a message is played one block after it came") {
  CHECK(frame(kBlock - 10'000'000) == 0);
  CHECK(frame(kBlock - 5'000'000) == 240);
  CHECK(frame(kBlock - 1'000) == 479);
}

TEST_CASE("late messages are played at once, and none outside its block") {
  CHECK(frame(kBlock - 50'000'000) == 0);
  CHECK(frame(kBlock) == 479);
  CHECK(frame(kBlock + 1'000'000'000) == 479);
  CHECK(frame_of(kBlock, kBlock, 0, kRate) == 0);
}

TEST_CASE("frames and nanoseconds") {
  CHECK(ns_of(480, kRate) == 10'000'000);
  CHECK(ns_of(0, kRate) == 0);
}

}  // namespace
}  // namespace attacca::audio_io
