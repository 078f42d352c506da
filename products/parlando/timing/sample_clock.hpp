// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "parlando/timing/clock_loop.hpp"

namespace parlando {

/// What a thread reads of the machine's clocks at one moment.
struct ClockReading {
  std::int64_t steady_ns = 0;  ///< std::chrono::steady_clock: never set
  std::int64_t unix_ns = 0;    ///< UTC, and set now and then

  /// What to add to a steady time to have UTC, as of now.
  [[nodiscard]] std::int64_t offset_ns() const noexcept { return unix_ns - steady_ns; }
};

/// Both clocks by functions that read one each, in nanoseconds. A thread that is interrupted
/// between the two has times of two moments, whose offset is wrong by that pause: so the steady
/// clock is read on both sides of the other one, and what took longer than `kOneMomentNs` is read
/// again, up to `kMostReadings` times; the closest counts. [any]
template <typename Steady, typename Unix>
[[nodiscard]] ClockReading read_clocks_by(Steady&& steady_ns, Unix&& unix_ns) noexcept {
  constexpr std::int64_t kOneMomentNs = 2'000;  // a tenth of a sample
  constexpr int kMostReadings = 4;
  ClockReading closest;
  std::int64_t shortest = std::numeric_limits<std::int64_t>::max();
  for (int i = 0; i < kMostReadings && shortest > kOneMomentNs; ++i) {
    const std::int64_t before = steady_ns();
    const std::int64_t utc = unix_ns();
    const std::int64_t took = steady_ns() - before;
    if (took >= shortest) continue;
    shortest = took;
    closest = {.steady_ns = before + took / 2, .unix_ns = utc};
  }
  return closest;
}

/// Both clocks now. Under Linux no system call (vDSO). [any]
[[nodiscard]] ClockReading read_clocks() noexcept;

/// How the samples of one instance lie in time: in real time by a ClockLoop, free-wheeling by
/// counting from where that began.
///
/// The rule for clocks that are set (by NTP, by a person, by a sleep of the machine): time tags are
/// UTC, but what waits, waits for a time of the steady clock, into which it was turned by the
/// offset of the moment it was received. So what waits keeps its distance, and what is sent
/// afterwards goes by the clock as it is now.
///
/// All members [audio]; nothing is allocated.
class SampleClock {
 public:
  struct Block {
    ClockReading now;
    std::uint32_t frames = 0;
    bool is_offline = false;                     ///< the host says that it renders
    std::optional<std::int64_t> steady_samples;  ///< the host's, where it says so
    std::optional<std::int64_t> host_ns;         ///< the host's clock, where it says so
  };

  /// How far the sound may run ahead of the clock before that is taken for rendering.
  static constexpr std::int64_t kAheadNs = 500'000'000;
  /// A host's clock that is as close to the steady one is the steady one.
  static constexpr std::int64_t kSameClockNs = 500'000'000;

  void reset(double sample_rate) noexcept;
  void begin_block(const Block& block) noexcept;

  /// Frames from the block's beginning to a steady time.
  [[nodiscard]] double frame_at(std::int64_t steady_ns) const noexcept;
  /// The steady time of a frame of the block.
  [[nodiscard]] std::int64_t time_at(double frame) const noexcept;

  /// Samples from reset() to the block's first one.
  [[nodiscard]] std::int64_t samples() const noexcept { return samples_; }
  [[nodiscard]] bool free_wheels() const noexcept { return free_wheels_; }
  /// True in the block in which it begins or ceases to free-wheel.
  [[nodiscard]] bool has_turned() const noexcept { return has_turned_; }
  [[nodiscard]] double sample_rate() const noexcept { return sample_rate_; }  ///< as it is called
  [[nodiscard]] const ClockLoop& loop() const noexcept { return loop_; }

 private:
  void begin_free_wheel(std::int64_t at_ns) noexcept;
  [[nodiscard]] std::int64_t counted_ns(double frame) const noexcept;

  ClockLoop loop_;
  double sample_rate_ = 48000.0;
  std::int64_t samples_ = 0;
  std::uint32_t frames_ = 0;  ///< of the block
  std::optional<std::int64_t> host_samples_;
  bool has_begun_ = false;
  bool free_wheels_ = false;
  bool is_declared_ = false;  ///< the host has said that it renders
  bool has_turned_ = false;
  std::int64_t anchor_ns_ = 0;  ///< the steady time of …
  std::int64_t anchor_samples_ = 0;
};

}  // namespace parlando
