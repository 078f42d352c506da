// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/timing/clock_loop.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

namespace parlando {
namespace {

/// A sound card whose crystal is off, and a thread that is woken up late.
struct Card {
  double rate = 48000.0;   ///< as it is called
  double crystal = 0.0;    ///< parts of 1
  double jitter_ns = 0.0;  ///< late by up to so much
  std::uint32_t frames = 256;
  std::int64_t at = 0;  ///< samples
  std::int64_t begin_ns = 1'000'000'000'000;
  std::mt19937 random{7};

  [[nodiscard]] double true_ns(double sample) const {
    return static_cast<double>(begin_ns) + sample * 1e9 / (rate * (1 + crystal));
  }
  void play(ClockLoop& loop) {
    std::uniform_real_distribution<double> late(0.0, 1.0);
    const double now = true_ns(static_cast<double>(at)) + late(random) * jitter_ns;
    loop.begin_block(std::llround(now), frames);
    at += frames;
  }
  /// By how many samples the loop is wrong about the time of the middle of the block that was
  /// played last; the mean lateness is no error that anybody could know.
  [[nodiscard]] double error(const ClockLoop& loop) const {
    const double sample = static_cast<double>(at - frames) + frames / 2.0;
    const double due = true_ns(sample) + jitter_ns / 2;
    return loop.frame_at(std::llround(due)) - frames / 2.0;
  }
};

double worst_error(Card& card, double settle_seconds, double seconds) {
  ClockLoop loop;
  loop.reset(card.rate);
  const auto until = [&](double end) { return static_cast<double>(card.at) < end * card.rate; };
  while (until(settle_seconds)) card.play(loop);
  double worst = 0;
  while (until(settle_seconds + seconds)) {
    card.play(loop);
    worst = std::max(worst, std::abs(card.error(loop)));
  }
  CHECK(loop.restarts() == 0);
  return worst;
}

TEST_CASE("a steady clock is met on the sample") {
  Card card;
  CHECK(worst_error(card, 0.1, 60) < 0.01);
}

TEST_CASE("a crystal that is off and a thread that jitters cost no more than a sample") {
  for (const double crystal : {-100e-6, 0.0, 30e-6, 200e-6}) {
    for (const std::uint32_t frames : {64u, 256u, 1024u}) {
      CAPTURE(crystal);
      CAPTURE(frames);
      Card card{.crystal = crystal, .jitter_ns = 200e3, .frames = frames};
      CHECK(worst_error(card, 15, 120) <= 1.0);
    }
  }
}

TEST_CASE("after a second the loop is already closer than the jitter") {
  Card card{.crystal = 50e-6, .jitter_ns = 500e3};
  CHECK(worst_error(card, 1, 5) * 1e9 / 48000.0 < 200e3);
}

TEST_CASE("the rate of the crystal is found") {
  Card card{.crystal = 80e-6, .jitter_ns = 100e3};
  ClockLoop loop;
  loop.reset(48000.0);
  while (card.at < 60 * 48000) card.play(loop);
  CHECK(loop.rate() == doctest::Approx(48000.0 * (1 + 80e-6)).epsilon(2e-6));
}

TEST_CASE("blocks of changing length are one line") {
  Card card{.crystal = 40e-6, .jitter_ns = 100e3};
  ClockLoop loop;
  loop.reset(48000.0);
  double worst = 0;
  for (int i = 0; i < 20'000; ++i) {
    card.frames = i % 3 == 0 ? 64 : 480;
    card.play(loop);
    if (i > 4'000) worst = std::max(worst, std::abs(card.error(loop)));
  }
  CHECK(worst <= 1.0);
}

TEST_CASE("pieces of one wake-up are counted and not measured") {
  Card card;
  ClockLoop loop;
  loop.reset(48000.0);
  double worst = 0;
  for (int i = 0; i < 5'000; ++i) {
    // 1,024 frames come as four blocks, one right after the other.
    const auto now = std::llround(card.true_ns(static_cast<double>(card.at)));
    for (int piece = 0; piece < 4; ++piece) {
      loop.begin_block(now + piece * 2'000, 256);
      const auto due = std::llround(card.true_ns(static_cast<double>(card.at) + 100.0));
      worst = std::max(worst, std::abs(loop.frame_at(due) - 100.0));
      card.at += 256;
    }
  }
  CHECK(worst < 0.5);
}

TEST_CASE("blocks that were lost are seen, and the loop begins anew") {
  Card card{.jitter_ns = 50e3};
  ClockLoop loop;
  loop.reset(48000.0);
  for (int i = 0; i < 2'000; ++i) card.play(loop);
  SUBCASE("a fifth of a second at once") {
    card.begin_ns += 200'000'000;
    card.play(loop);
    CHECK(loop.restarts() == 1);
    CHECK(std::abs(card.error(loop)) < 3.0);
  }
  SUBCASE("one block: soon") {
    card.begin_ns += 5'333'333;
    for (int i = 0; i < 8; ++i) card.play(loop);
    CHECK(loop.restarts() == 1);
    CHECK(std::abs(card.error(loop)) < 3.0);
  }
  SUBCASE("one thread that was late once loses nothing") {
    loop.begin_block(std::llround(card.true_ns(static_cast<double>(card.at)) + 20e6), card.frames);
    card.at += card.frames;
    for (int i = 0; i < 20; ++i) card.play(loop);
    CHECK(loop.restarts() == 0);
    CHECK(std::abs(card.error(loop)) < 2.0);
  }
  SUBCASE("the host says so: nothing is lost") {
    const std::int64_t skipped = 10 * 256;
    card.at += skipped;
    loop.begin_block(std::llround(card.true_ns(static_cast<double>(card.at))), 256, skipped);
    card.at += 256;
    CHECK(loop.restarts() == 0);
    CHECK(std::abs(card.error(loop)) < 1.5);
  }
}

TEST_CASE("frame and time are each other's inverse") {
  Card card{.crystal = 1e-4, .jitter_ns = 1e5};
  ClockLoop loop;
  loop.reset(48000.0);
  for (int i = 0; i < 500; ++i) card.play(loop);
  for (const double frame : {-1000.0, 0.0, 17.0, 1e6}) {
    CHECK(std::abs(loop.frame_at(loop.time_at(frame)) - frame) < 1e-3);
  }
}

}  // namespace
}  // namespace parlando
