// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/performance.hpp"

#include <cstdint>
#include <span>

#include <doctest/doctest.h>

#include "midi_file/reader.hpp"

namespace parlando::probe::test {

TEST_CASE("a performance is a MIDI file of the same times, in order") {
  Performance performance;
  performance.note(2.25, 0.5, 60);
  performance.control(1.0001, 74, 127);
  CHECK(performance.end() == doctest::Approx(2.75));
  const std::string bytes = performance.midi_file();
  const auto file = attacca::midi_file::parse(
      std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
  REQUIRE(file);
  REQUIRE(file->messages.size() == 3);
  CHECK(file->messages[0].seconds == doctest::Approx(1.0001));
  CHECK(file->messages[1].seconds == doctest::Approx(2.25));
  CHECK(file->messages[2].seconds == doctest::Approx(2.75));
  CHECK(file->bytes_of(file->messages[0])[1] == 74);
  CHECK(file->bytes_of(file->messages[1])[1] == 60);
}

}  // namespace parlando::probe::test
