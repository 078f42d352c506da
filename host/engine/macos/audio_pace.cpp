// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/audio_pace.hpp"

#include <mach/mach.h>
#include <mach/mach_time.h>
#include <pthread.h>
#include <time.h>

namespace attacca::host {
namespace {

/// A tick of mach_absolute_time(), in nanoseconds.
const mach_timebase_info_data_t& tick() noexcept {
  static const mach_timebase_info_data_t tick = [] {
    mach_timebase_info_data_t info{};
    mach_timebase_info(&info);
    return info;
  }();
  return tick;
}

std::uint64_t ticks_of(std::uint64_t nanoseconds) noexcept {
  return nanoseconds / tick().numer * tick().denom +
         nanoseconds % tick().numer * tick().denom / tick().numer;
}

}  // namespace

std::uint64_t now_ns() noexcept {
  return clock_gettime_nsec_np(CLOCK_UPTIME_RAW);
}

void sleep_until(std::uint64_t when) noexcept {
  while (mach_wait_until(ticks_of(when)) == KERN_ABORTED) {
  }
}

bool ask_for_realtime_priority() noexcept {
  // What a callback of a few milliseconds takes; the period is not known here.
  thread_time_constraint_policy_data_t policy{};
  policy.period = 0;
  policy.computation = static_cast<std::uint32_t>(ticks_of(2'000'000));
  policy.constraint = static_cast<std::uint32_t>(ticks_of(5'000'000));
  policy.preemptible = 1;
  return thread_policy_set(pthread_mach_thread_np(pthread_self()), THREAD_TIME_CONSTRAINT_POLICY,
                           reinterpret_cast<thread_policy_t>(&policy),
                           THREAD_TIME_CONSTRAINT_POLICY_COUNT) == KERN_SUCCESS;
}

}  // namespace attacca::host
