// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <chrono>
#include <cstdint>

#include <windows.h>

#include "parlando/timing/sample_clock.hpp"

namespace parlando {
namespace {

/// std::chrono::system_clock steps by 15.6 ms there, and a note would be as late: this clock is as
/// fine as the counter that steady_clock reads. From Windows 8 on.
std::int64_t unix_ns() noexcept {
  FILETIME time;
  ::GetSystemTimePreciseAsFileTime(&time);
  // In 100 ns since 1601 (MSDN, FILETIME); the Unix epoch is 11,644,473,600 s later.
  constexpr std::int64_t kEpoch = 116'444'736'000'000'000;
  const auto ticks =
      static_cast<std::int64_t>(std::uint64_t{time.dwHighDateTime} << 32U | time.dwLowDateTime);
  return (ticks - kEpoch) * 100;
}

}  // namespace

ClockReading read_clocks() noexcept {
  return read_clocks_by(
      [] {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
      },
      unix_ns);
}

}  // namespace parlando
