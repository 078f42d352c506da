// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/transport_clock.hpp"

#include <cmath>

namespace parlando {

double TransportClock::beat_at(std::int64_t wall) const noexcept {
  if (!is_known_) return 0;
  if (!last_.playing) return last_.beat;
  const double elapsed = static_cast<double>(wall - wall_) / static_cast<double>(kSecond);
  const double beat = last_.beat + elapsed * tempo() / 60.0;
  const double length = last_.loop_end - last_.loop_start;
  if (!last_.looping || length <= 0 || last_.beat >= last_.loop_end || beat < last_.loop_end) {
    return beat;
  }
  return last_.loop_start + std::fmod(beat - last_.loop_start, length);
}

std::optional<std::int64_t> TransportClock::wall_at(double beat) const noexcept {
  if (!is_rolling()) return std::nullopt;
  const double seconds = (beat - last_.beat) * 60.0 / tempo();
  // Beyond a year it is no time to wait for.
  if (!(std::abs(seconds) < 3.2e7)) return std::nullopt;
  return wall_ + nanoseconds_of(seconds);
}

double TransportClock::bar_length() const noexcept {
  if (!is_known_ || last_.numerator < 1 || last_.denominator < 1) return 4;
  return 4.0 * last_.numerator / last_.denominator;
}

double TransportClock::next_bar(std::int64_t wall, double margin) const noexcept {
  const double from = beat_at(wall) + margin;
  const double origin = is_known_ ? last_.bar_start : 0;
  return origin + std::ceil((from - origin) / bar_length() - 1e-9) * bar_length();
}

}  // namespace parlando
