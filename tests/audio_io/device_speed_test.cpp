// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "audio_io/device_speed.hpp"

#include <string>

#include <doctest/doctest.h>

namespace attacca::audio_io {
namespace {

constexpr double kRate = 48000.0;

/// What is said of a device that takes `frames(second)` in all, looked at ten times a second for
/// `seconds`; empty: nothing.
template <typename Frames>
std::string said_of(double seconds, Frames&& frames) {
  DeviceSpeed speed;
  const DeviceSpeed::Time begin{};
  speed.begin(begin);
  for (int i = 1; i <= static_cast<int>(seconds * 10.0); ++i) {
    const std::chrono::milliseconds now(100 * i);
    const auto fault = speed.look(begin + now, static_cast<std::uint64_t>(frames(0.1 * i)), kRate);
    if (fault) return *fault;
  }
  return {};
}

TEST_CASE("a device that plays is not taken for one that is gone") {
  CHECK(said_of(60.0, [](double s) { return s * kRate; }).empty());
  // Clocks are no better than that, and some cards say 48000 and play 44100.
  CHECK(said_of(60.0, [](double s) { return s * 44100.0; }).empty());
  // A long buffer is filled at once, then in long steps.
  CHECK(said_of(60.0, [](double s) { return kRate + static_cast<int>(s) * kRate; }).empty());
}

TEST_CASE("a device that asks for nothing, or for everything at once, is gone after two seconds") {
  CHECK(said_of(1.9, [](double) { return 0.0; }).empty());
  CHECK(said_of(2.1, [](double) { return 0.0; }) == "asks for no sound any more");
  CHECK(said_of(2.1, [](double s) { return 50.0 * s * kRate; }) ==
        "plays nothing and asks for sound at once");
  CHECK(said_of(30.0, [](double s) { return (s < 20.0 ? s : 20.0) * kRate; }) ==
        "asks for no sound any more");
}

}  // namespace
}  // namespace attacca::audio_io
