// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/transport_clock.hpp"

#include <doctest/doctest.h>

namespace parlando::test {
namespace {

constexpr std::int64_t kThen = 1'700'000'000 * kSecond;

TransportIs rolling(double tempo, double beat) {
  TransportIs transport;
  transport.playing = true;
  transport.tempo = tempo;
  transport.beat = beat;
  return transport;
}

}  // namespace

TEST_CASE("beats and the wall clock are told by the tempo, both ways") {
  TransportClock clock;
  CHECK_FALSE(clock.wall_at(1));
  clock.update(rolling(90, 8), kThen);
  CHECK(clock.beat_at(kThen + 2 * kSecond) == doctest::Approx(11));
  REQUIRE(clock.wall_at(11));
  CHECK(*clock.wall_at(11) == kThen + 2 * kSecond);
  CHECK_FALSE(clock.wall_at(1e300));
}

TEST_CASE("a transport that stands still stays where it is") {
  TransportClock clock;
  TransportIs transport = rolling(120, 5);
  transport.playing = false;
  clock.update(transport, kThen);
  CHECK(clock.beat_at(kThen + 100 * kSecond) == 5);
  CHECK_FALSE(clock.wall_at(6));
}

TEST_CASE("the loop brings it back, unless it began behind the loop") {
  TransportClock clock;
  TransportIs transport = rolling(60, 7);
  transport.looping = true;
  transport.loop_start = 4;
  transport.loop_end = 8;
  clock.update(transport, kThen);
  CHECK(clock.beat_at(kThen + kSecond / 2) == doctest::Approx(7.5));
  CHECK(clock.beat_at(kThen + 2 * kSecond) == doctest::Approx(5));
  CHECK(clock.beat_at(kThen + 10 * kSecond) == doctest::Approx(5));
  transport.beat = 9;
  clock.update(transport, kThen);
  CHECK(clock.beat_at(kThen + kSecond) == doctest::Approx(10));
}

TEST_CASE("the next bar is counted on from the host's, in its time signature") {
  TransportClock clock;
  TransportIs transport = rolling(60, 10);
  transport.bar_start = 9;
  transport.numerator = 3;
  clock.update(transport, kThen);
  CHECK(clock.next_bar(kThen, 0) == doctest::Approx(12));
  CHECK(clock.next_bar(kThen, 2) == doctest::Approx(12));
  CHECK(clock.next_bar(kThen, 2.1) == doctest::Approx(15));
  transport.numerator = 6;
  transport.denominator = 8;
  clock.update(transport, kThen);
  CHECK(clock.bar_length() == doctest::Approx(3));
}

}  // namespace parlando::test
