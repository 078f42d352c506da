// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/dsp/loudness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::dsp {
namespace {

using Parts = std::vector<std::pair<double, double>>;  // seconds, dBFS of the sine's peak

/// A sine of 1 kHz in both channels, as EBU Tech 3341 tests meters with.
LoudnessLevels measured(double rate, const Parts& parts, std::size_t block = 512) {
  const auto loudness = std::make_unique<Loudness>();
  loudness->prepare(rate);
  std::vector<float> samples(block);
  double phase = 0;
  for (const auto& [seconds, level] : parts) {
    const double peak = std::pow(10.0, level / 20);
    for (double left = seconds * rate; left >= 1; left -= static_cast<double>(block)) {
      const auto frames = static_cast<std::size_t>(std::min(left, static_cast<double>(block)));
      for (std::size_t i = 0; i < frames; ++i) {
        samples[i] = static_cast<float>(peak * std::sin(phase));
        phase += 2 * std::numbers::pi * 1000 / rate;
      }
      const std::span<const float> both = std::span(samples).first(frames);
      const std::array<std::span<const float>, 2> channels{both, both};
      loudness->add(channels);
    }
  }
  return loudness->levels();
}

TEST_CASE("a sine of -23 dBFS in both channels is -23 LUFS, at any rate (EBU Tech 3341, 1)") {
  for (const double rate : {44100.0, 48000.0, 88200.0, 96000.0, 192000.0}) {
    const LoudnessLevels levels = measured(rate, {{20, -23}});
    CHECK(levels.momentary == doctest::Approx(-23).epsilon(0.1 / 23));
    CHECK(levels.short_term == doctest::Approx(-23).epsilon(0.1 / 23));
    CHECK(levels.integrated == doctest::Approx(-23).epsilon(0.1 / 23));
  }
}

TEST_CASE("what is much softer does not count (EBU Tech 3341, 3 and 4)") {
  CHECK(measured(48000, {{10, -36}, {60, -23}, {10, -36}}).integrated ==
        doctest::Approx(-23).epsilon(0.1 / 23));
  CHECK(measured(48000, {{10, -72}, {10, -36}, {60, -23}, {10, -36}, {10, -72}}).integrated ==
        doctest::Approx(-23).epsilon(0.1 / 23));
}

TEST_CASE("what is a little softer does (EBU Tech 3341, 5)") {
  CHECK(measured(48000, {{20, -26}, {20.1, -20}, {20, -26}}).integrated ==
        doctest::Approx(-23).epsilon(0.1 / 23));
}

TEST_CASE("the size of the blocks makes no difference") {
  const LoudnessLevels whole = measured(48000, {{4, -20}}, 8192);
  const LoudnessLevels single = measured(48000, {{4, -20}}, 1);
  CHECK(whole.momentary == doctest::Approx(single.momentary));
  CHECK(whole.integrated == doctest::Approx(single.integrated));
}

TEST_CASE("silence, and what is no number, is silence; nothing is measured before 400 ms") {
  const auto loudness = std::make_unique<Loudness>();
  loudness->prepare(48000);
  std::vector<float> bad(48000, std::numeric_limits<float>::quiet_NaN());
  const std::array<std::span<const float>, 1> channel{bad};
  loudness->add(channel);
  CHECK(loudness->levels().momentary == LoudnessLevels::kSilence);
  CHECK(loudness->levels().integrated == LoudnessLevels::kSilence);
  loudness->reset();
  std::fill(bad.begin(), bad.end(), 0.5F);
  bad.resize(19000);
  loudness->add(std::array<std::span<const float>, 1>{bad});
  CHECK(loudness->levels().momentary == LoudnessLevels::kSilence);
  loudness->add({});
}

TEST_CASE("channels count by their weight, those that do not exist not at all") {
  const auto level = [](double weight) {
    const auto loudness = std::make_unique<Loudness>();
    loudness->prepare(48000);
    loudness->set_weight(0, weight);
    loudness->set_weight(99, 5);
    std::vector<float> samples(48000);
    for (std::size_t i = 0; i < samples.size(); ++i) {
      samples[i] = static_cast<float>(0.1 * std::sin(0.13 * static_cast<double>(i)));
    }
    loudness->add(std::array<std::span<const float>, 1>{samples});
    return loudness->levels().momentary;
  };
  CHECK(level(1.41) - level(1) == doctest::Approx(10 * std::log10(1.41)));
  CHECK(level(0) == LoudnessLevels::kSilence);
}

}  // namespace
}  // namespace attacca::dsp
