// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/timing/sample_clock.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include <doctest/doctest.h>

namespace parlando {
namespace {

constexpr std::int64_t kBegin = 5'000'000'000'000;

/// Blocks of 480 frames at 48 kHz: 10 ms each.
struct Player {
  SampleClock clock;
  SampleClock::Block block;
  std::int64_t played = 0;

  Player() {
    block.frames = 480;
    clock.reset(48000.0);
  }
  void play(std::int64_t now_ns) {
    block.now.steady_ns = now_ns;
    clock.begin_block(block);
    ++played;
  }
  void play_in_time() { play(kBegin + played * 10'000'000); }
};

TEST_CASE("in real time a time is met where the clock says") {
  Player player;
  for (int i = 0; i < 100; ++i) player.play_in_time();
  CHECK(player.clock.samples() == 99 * 480);
  CHECK(player.clock.frame_at(kBegin + 995'000'000) == doctest::Approx(240.0));
  CHECK_FALSE(player.clock.free_wheels());
}

TEST_CASE("rendering, the samples are counted and the clock does not matter") {
  Player player;
  player.block.is_offline = true;
  player.play(kBegin);
  CHECK(player.clock.free_wheels());
  CHECK(player.clock.has_turned());
  for (int i = 0; i < 1'000; ++i) player.play(kBegin + i * 1'000);
  CHECK_FALSE(player.clock.has_turned());
  // Exact, after as many blocks as one likes.
  CHECK(player.clock.samples() == 480'000);
  CHECK(player.clock.frame_at(kBegin + 10'000'000'000) == 0.0);
  CHECK(player.clock.frame_at(kBegin + 10'005'000'000) == 240.0);
}

TEST_CASE("a host that renders without a word is found out, and nothing jumps") {
  Player player;
  for (int i = 0; i < 100; ++i) player.play_in_time();
  const std::int64_t now = kBegin + 990'000'000;
  std::int64_t before = player.clock.time_at(480);
  int blocks = 0;
  while (!player.clock.free_wheels() && blocks < 200) {
    player.play(now + blocks);
    CHECK(std::llabs(player.clock.time_at(0) - before) < 1'000);
    before = player.clock.time_at(480);
    ++blocks;
  }
  CHECK(player.clock.free_wheels());
  CHECK(blocks > 45);  // half a second
}

TEST_CASE("when the clock has caught up with a rendering that nobody declared, it counts again") {
  Player player;
  for (int i = 0; i < 300; ++i) player.play(kBegin);
  CHECK(player.clock.free_wheels());
  player.play(kBegin + 2'000'000'000);
  CHECK(player.clock.free_wheels());
  player.play(kBegin + 4'000'000'000);
  CHECK_FALSE(player.clock.free_wheels());
  CHECK(player.clock.has_turned());
  CHECK(player.clock.frame_at(kBegin + 4'000'000'000) == doctest::Approx(0.0));
}

TEST_CASE("a declared rendering is over when the host says so, however far it is ahead") {
  Player player;
  player.block.is_offline = true;
  for (int i = 0; i < 300; ++i) player.play(kBegin);
  player.block.is_offline = false;
  player.play(kBegin + 1'000'000'000);
  CHECK_FALSE(player.clock.free_wheels());
  CHECK(player.clock.has_turned());
  CHECK(player.clock.frame_at(kBegin + 1'000'000'000) == doctest::Approx(0.0));
}

TEST_CASE("a clock that is set moves nothing: only the steady one is followed") {
  Player player;
  player.block.now.unix_ns = 1'000;
  for (int i = 0; i < 100; ++i) player.play_in_time();
  player.block.now.unix_ns = 3'600'000'000'000;  // an hour later at once
  const double before = player.clock.frame_at(kBegin + 2'000'000'000);
  player.play_in_time();
  CHECK(player.clock.frame_at(kBegin + 2'000'000'000) == doctest::Approx(before - 480));
  CHECK(player.clock.loop().restarts() == 0);
}

TEST_CASE("the host's clock counts where it is the same clock, and no other") {
  Player player;
  const auto late = [](std::int64_t i) { return (i * 7919) % 2'000'000; };  // our own thread, ns
  for (std::int64_t i = 0; i < 2'000; ++i) {
    player.block.host_ns = kBegin + i * 10'000'000;
    player.play(kBegin + i * 10'000'000 + late(i));
  }
  CHECK(std::abs(player.clock.frame_at(kBegin + 19'990'000'000)) < 0.01);
  player.block.host_ns = 17;  // since nobody knows when
  player.play_in_time();
  CHECK(std::abs(player.clock.frame_at(kBegin + 20'000'000'000)) < 1.0);
}

TEST_CASE("samples that the host has left out are passed over") {
  Player player;
  std::int64_t at = 0;
  for (int i = 0; i < 100; ++i) {
    player.block.steady_samples = at;
    player.play(kBegin + at * 1'000'000 / 48);
    at += 480;
  }
  at += 4'800;
  player.block.steady_samples = at;
  player.play(kBegin + at * 1'000'000 / 48);
  CHECK(player.clock.loop().restarts() == 0);
  CHECK(std::abs(player.clock.frame_at(kBegin + at * 1'000'000 / 48)) < 0.5);
}

TEST_CASE("two readings of the clocks follow one another") {
  const ClockReading first = read_clocks();
  const ClockReading second = read_clocks();
  CHECK(second.steady_ns >= first.steady_ns);
  CHECK(second.unix_ns > 1'600'000'000'000'000'000);
}

/// A machine whose clocks go by 20 ns with each reading, and by pauses between two of them.
struct PausedMachine {
  ClockReading read() {
    return read_clocks_by([this] { return turn(); }, [this] { return kUnix + turn(); });
  }
  std::int64_t turn() {
    const std::size_t at = readings++;
    now += 20 + (at < pauses.size() ? pauses[at] : 0);
    return now;
  }

  static constexpr std::int64_t kUnix = 1'700'000'000'000'000'000;
  std::vector<std::int64_t> pauses;  ///< ns, before each reading
  std::size_t readings = 0;
  std::int64_t now = 0;
};

TEST_CASE("a thread that is interrupted between two clocks reads them again") {
  PausedMachine quiet;
  CHECK(quiet.read().offset_ns() == PausedMachine::kUnix);
  CHECK(quiet.readings == 3);
  PausedMachine before_the_second{.pauses = {0, 83'000}};
  CHECK(before_the_second.read().offset_ns() == PausedMachine::kUnix);
  PausedMachine after_it{.pauses = {0, 0, 83'000, 0, 83'000}};
  CHECK(after_it.read().offset_ns() == PausedMachine::kUnix);
  CHECK(after_it.readings == 9);
}

TEST_CASE("clocks that are slow to read, or always interrupted, are read a few times at the most") {
  PausedMachine slow{.pauses = std::vector<std::int64_t>(100, 6'000)};
  slow.pauses[4] = 3'000;
  slow.pauses[5] = 3'000;
  CHECK(slow.read().offset_ns() == PausedMachine::kUnix);
  CHECK(slow.readings == 12);
}

}  // namespace
}  // namespace parlando
