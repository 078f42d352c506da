// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/process_usage.hpp"

#include <windows.h>
// After what they need.
#include <psapi.h>

#include "host/engine/audio_pace.hpp"

namespace attacca::trial {
namespace {

std::uint64_t hundreds_of_ns(const FILETIME& time) noexcept {
  return (std::uint64_t{time.dwHighDateTime} << 32) | time.dwLowDateTime;
}

}  // namespace

std::uint64_t resident_kilobytes() noexcept {
  PROCESS_MEMORY_COUNTERS counters{};
  if (K32GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters) == 0) return 0;
  return counters.WorkingSetSize / 1024;
}

// The C library's heap does not count, and walking it would take its lock for long.
std::uint64_t allocated_kilobytes() noexcept {
  return 0;
}

double processor_seconds() noexcept {
  FILETIME begun{};
  FILETIME ended{};
  FILETIME kernel{};
  FILETIME user{};
  if (GetProcessTimes(GetCurrentProcess(), &begun, &ended, &kernel, &user) == 0) return 0.0;
  return static_cast<double>(hundreds_of_ns(kernel) + hundreds_of_ns(user)) * 1e-7;
}

std::uint64_t monotonic_ns() noexcept {
  return host::now_ns();
}

}  // namespace attacca::trial
