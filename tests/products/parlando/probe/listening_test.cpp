// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/listening.hpp"

#include <cmath>
#include <numbers>
#include <random>

#include <doctest/doctest.h>

namespace parlando::probe::test {
namespace {

/// A second of a sine on both channels, from 0.25 s on.
Recording sine(double hertz, double amplitude) {
  Recording recording;
  for (int i = 0; i < 60'000; ++i) {
    const double value =
        i < 12'000 ? 0 : amplitude * std::sin(2 * std::numbers::pi * hertz * i / 48'000 + 1);
    recording.left.push_back(static_cast<float>(value));
  }
  recording.right = recording.left;
  return recording;
}

}  // namespace

TEST_CASE("levels, peaks and beginnings are told in dB and seconds") {
  const Recording recording = sine(1'000, 0.5);
  CHECK(level(recording, 0.3, 1) == doctest::Approx(-9.03).epsilon(0.01));
  CHECK(level(recording, 0, 0.2) == -200);
  CHECK(level(recording, 9, 10) == -200);
  CHECK(peak(recording, 0, 1) == doctest::Approx(0.5).epsilon(0.01));
  const auto begins = onset(recording, 0, 1, 0.1);
  REQUIRE(begins);
  CHECK(*begins == doctest::Approx(0.25).epsilon(0.001));
  CHECK_FALSE(onset(recording, 0, 1, 0.9));
}

TEST_CASE("a pitch is told to a few cents, and noise has none") {
  for (const double key : {24.0, 40.5, 60.0, 69.25, 96.0}) {
    CAPTURE(key);
    const auto heard = pitch(sine(440 * std::exp2((key - 69) / 12), 0.1), 0.3);
    REQUIRE(heard);
    CHECK(std::abs(*heard - key) < 0.05);
  }
  Recording noise;
  std::minstd_rand random(1);
  std::uniform_real_distribution<float> any(-1, 1);
  for (int i = 0; i < 48'000; ++i) noise.left.push_back(any(random));
  noise.right = noise.left;
  CHECK_FALSE(pitch(noise, 0.1));
}

TEST_CASE("a channel that is louder, and a sound that is brighter, are told") {
  Recording recording = sine(500, 0.1);
  CHECK(leaning(recording, 0.3, 1) == doctest::Approx(0));
  for (float& sample : recording.left) sample *= 2;
  CHECK(leaning(recording, 0.3, 1) == doctest::Approx(6.02).epsilon(0.01));
  for (float& sample : recording.right) sample = 0;
  CHECK(leaning(recording, 0.3, 1) == 60);
  const auto dull = bands(sine(300, 0.1), 0.3);
  const auto bright = bands(sine(3'000, 0.1), 0.3);
  CHECK(brightness(bright) > brightness(dull) + 5);
  CHECK(distance(dull, bright) > 20);
  CHECK(distance(dull, dull) == 0);
}

}  // namespace parlando::probe::test
