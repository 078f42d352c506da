// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "attacca/event.hpp"

namespace attacca::core {

/// `least`: -1 where the event may be about all.
[[nodiscard]] inline bool is_address(const NoteAddress& at, std::uint32_t ports,
                                     int least) noexcept {
  const auto is_one_of = [least](int value, int most) { return value >= least && value <= most; };
  return at.note_id >= -1 && is_one_of(at.port, static_cast<int>(ports) - 1) &&
         is_one_of(at.channel, 15) && is_one_of(at.key, 127);
}
[[nodiscard]] inline bool is_within(double value, double least, double most) noexcept {
  return value >= least && value <= most;  // not NaN
}
/// is_valid() for every kind, out of line.
[[nodiscard]] bool is_valid_of_any_kind(const Event& event, std::uint32_t ports) noexcept;

/// Whether all of an event's numbers are within the ranges that its type documents, and its port is
/// one of `ports`, or a wildcard where the type allows one. The frame is not looked at. [audio]
[[nodiscard]] inline bool is_valid(const Event& event, std::uint32_t ports) noexcept {
  // What comes most is looked at where it is asked.
  if (const NoteOn* const on = event.get_if<NoteOn>()) {
    return is_address(*on, ports, 0) && is_within(on->velocity, 0.0, 1.0) &&
           is_within(on->tuning, -120.0, 120.0);
  }
  if (const NoteOff* const off = event.get_if<NoteOff>()) {
    return is_address(*off, ports, -1) && is_within(off->velocity, 0.0, 1.0);
  }
  return is_valid_of_any_kind(event, ports);
}

}  // namespace attacca::core
