// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/callback_meeting.hpp"

#include "trial/soak/process_usage.hpp"

namespace attacca::trial {

void CallbackMeeting::begin(Aim aim) {
  if (aim == Aim::none || !instance_.is_processing()) return;
  ++tried_;
  const bool is_held = aim == Aim::held_callback && hold();
  if (is_held || await()) ++met_;
}

bool CallbackMeeting::hold() {
  constexpr std::uint64_t kPatience = 500'000'000;  // two periods of the longest blocks
  held_.arm();
  instance_.invite(&held_);
  const std::uint64_t ended = instance_.timing().count();
  const std::uint64_t until = monotonic_ns() + kPatience;
  do {
    if (held_.wait_until_inside(std::chrono::milliseconds(1))) return true;
    // When a whole callback has passed, the plugin does not look at its events.
  } while (instance_.timing().count() < ended + 2 && monotonic_ns() < until);
  instance_.invite(nullptr);
  held_.release();
  return false;
}

bool CallbackMeeting::await() const noexcept {
  constexpr std::uint64_t kPatience = 5'000'000;
  const std::uint64_t until = monotonic_ns() + kPatience;
  // Without a pause: a callback may take less than a microsecond.
  while (instance_.callbacks_begun() <= instance_.timing().count()) {
    if (monotonic_ns() >= until) return false;
  }
  return true;
}

}  // namespace attacca::trial
