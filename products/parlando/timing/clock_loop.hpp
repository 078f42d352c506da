// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace parlando {

/// A delay-locked loop: what a clock says at the beginning of each block, with the jitter of a
/// thread that is woken up, becomes a line from samples to time.
///
///     loop.begin_block(now, frames);
///     const double frame = loop.frame_at(due);   // of this block; may lie before or behind it
///
/// Source: F. Adriaensen, "Using a DLL to filter time" (2005): a loop of second order, critically
/// damped but for a factor of sqrt(2), whose bandwidth says how much of the jitter is left; as
/// SuperCollider has it for JACK (SC_TimeDLL). Until there are enough blocks for that bandwidth,
/// the gains are those of the straight line that fits all blocks so far best (E. Brookner,
/// "Tracking and Kalman Filtering Made Easy", 1998, the expanding-memory filter of first degree):
/// so the offset of the sound card's crystal is found in seconds and not in minutes.
///
/// All times are nanoseconds of a clock that is never set, such as CLOCK_MONOTONIC. All members
/// [audio]; nothing is allocated.
class ClockLoop {
 public:
  /// In Hz: jitter that is faster than this is left out.
  static constexpr double kBandwidth = 0.012;

  /// Forgets everything. `sample_rate` in Hz, as it is called; it may be off by a thousandth.
  void reset(double sample_rate) noexcept;

  /// A block of `frames` (at least 1) begins, and the clock says `now_ns`. `skipped`: samples that
  /// have passed since the end of the last block without us. A block that comes sooner than half
  /// of the last one's length belongs to the same wake-up of the thread: it is counted and not
  /// measured.
  void begin_block(std::int64_t now_ns, std::uint32_t frames, std::int64_t skipped = 0) noexcept;

  /// Where in the block that began last that time is, frames from its beginning.
  [[nodiscard]] double frame_at(std::int64_t time_ns) const noexcept;
  /// The time of a frame, counted from the beginning of the block that began last.
  [[nodiscard]] std::int64_t time_at(double frame) const noexcept;

  /// When the next block begins, if none is left out.
  [[nodiscard]] std::int64_t next_block_at() const noexcept {
    return base_ns_ + static_cast<std::int64_t>(next_ns_);
  }

  /// How far the last block that was measured was from where the loop expected it, nanoseconds;
  /// below 0: it came early.
  [[nodiscard]] double error_ns() const noexcept { return error_ns_; }
  /// Samples a second of the clock.
  [[nodiscard]] double rate() const noexcept { return 1e9 / ns_per_frame_; }
  /// How often it has begun anew, as blocks were lost or the thread slept.
  [[nodiscard]] std::uint32_t restarts() const noexcept { return restarts_; }

 private:
  void restart(std::int64_t now_ns) noexcept;
  [[nodiscard]] bool has_slipped(double error_ns, double length_ns) noexcept;

  double nominal_ns_ = 1e9 / 48000.0;  ///< a sample's length
  double ns_per_frame_ = nominal_ns_;
  std::int64_t base_ns_ = 0;  ///< where times are counted from, so that they fit a double
  double begin_ns_ = 0;       ///< the block's beginning after the loop, since base_ns_
  double next_ns_ = 0;        ///< the next block's
  std::int64_t measured_ns_ = 0;
  double measured_length_ns_ = 0;
  double error_ns_ = 0;
  std::uint32_t blocks_ = 0;  ///< that were measured since it began; 0: it has not
  std::uint32_t slips_ = 0;   ///< measured one after the other that were far off, to one side
  bool slips_late_ = false;
  std::uint32_t restarts_ = 0;
};

}  // namespace parlando
