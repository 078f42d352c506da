// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/timing/sample_clock.hpp"

#include <cmath>
#include <cstdlib>

namespace parlando {

void SampleClock::reset(double sample_rate) noexcept {
  loop_.reset(sample_rate);
  sample_rate_ = sample_rate;
  samples_ = 0;
  frames_ = 0;
  host_samples_.reset();
  has_begun_ = false;
  free_wheels_ = false;
  has_turned_ = false;
}

std::int64_t SampleClock::counted_ns(double frame) const noexcept {
  return anchor_ns_ + std::llround((static_cast<double>(samples_ - anchor_samples_) + frame) * 1e9 /
                                   sample_rate_);
}

void SampleClock::begin_free_wheel(std::int64_t at_ns) noexcept {
  free_wheels_ = true;
  has_turned_ = true;
  anchor_ns_ = at_ns;
  anchor_samples_ = samples_;
}

void SampleClock::begin_block(const Block& block) noexcept {
  has_turned_ = false;
  samples_ += frames_;
  // Blocks that the host has left out; a clock that goes back has begun anew.
  std::int64_t skipped = 0;
  if (block.steady_samples && host_samples_) {
    const std::int64_t gap = *block.steady_samples - (*host_samples_ + frames_);
    if (gap > 0 && static_cast<double>(gap) < 10 * sample_rate_) skipped = gap;
  }
  host_samples_ = block.steady_samples;
  frames_ = block.frames;

  std::int64_t now = block.now.steady_ns;
  if (block.host_ns && std::llabs(*block.host_ns - now) < kSameClockNs) now = *block.host_ns;
  if (free_wheels_) {
    const bool is_caught_up = block.now.steady_ns >= counted_ns(0);
    // Only a rendering that nobody declared has to be caught up with to be over.
    if (block.is_offline || !(is_declared_ || is_caught_up)) {
      is_declared_ = block.is_offline;
      return;
    }
    free_wheels_ = false;
    has_turned_ = true;
    loop_.reset(sample_rate_);
    loop_.begin_block(now, block.frames);
    return;
  }
  if (block.is_offline) {
    // Time goes on from where the sound was, so that what waits keeps its distance.
    const bool goes_on = has_begun_;
    has_begun_ = true;
    if (goes_on) loop_.begin_block(now, block.frames, skipped);
    is_declared_ = true;
    begin_free_wheel(goes_on ? loop_.time_at(0) : now);
    return;
  }
  if (has_begun_) {
    const std::int64_t expected = loop_.next_block_at();
    if (expected - now > kAheadNs) {
      is_declared_ = false;
      return begin_free_wheel(expected);
    }
  }
  has_begun_ = true;
  loop_.begin_block(now, block.frames, skipped);
}

double SampleClock::frame_at(std::int64_t steady_ns) const noexcept {
  if (!free_wheels_) return loop_.frame_at(steady_ns);
  return static_cast<double>(steady_ns - anchor_ns_) * sample_rate_ / 1e9 -
         static_cast<double>(samples_ - anchor_samples_);
}

std::int64_t SampleClock::time_at(double frame) const noexcept {
  return free_wheels_ ? counted_ns(frame) : loop_.time_at(frame);
}

}  // namespace parlando
