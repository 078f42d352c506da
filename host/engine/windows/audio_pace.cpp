// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/audio_pace.hpp"

#include <windows.h>

#include "host/base/windows/handle.hpp"

namespace attacca::host {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;
// Since Windows 10 (1803); where it is not known, timers are as exact as the system's ticks.
constexpr DWORD kHighResolution = 0x00000002;  // CREATE_WAITABLE_TIMER_HIGH_RESOLUTION

Handle make_timer() noexcept {
  Handle timer(CreateWaitableTimerExW(nullptr, nullptr, kHighResolution, TIMER_ALL_ACCESS));
  if (!timer) timer = Handle(CreateWaitableTimerExW(nullptr, nullptr, 0, TIMER_ALL_ACCESS));
  return timer;
}

}  // namespace

std::uint64_t now_ns() noexcept {
  static const std::uint64_t frequency = [] {
    LARGE_INTEGER value{};
    QueryPerformanceFrequency(&value);
    return static_cast<std::uint64_t>(value.QuadPart);
  }();
  LARGE_INTEGER value{};
  QueryPerformanceCounter(&value);
  const auto ticks = static_cast<std::uint64_t>(value.QuadPart);
  return ticks / frequency * kSecond + ticks % frequency * kSecond / frequency;
}

void sleep_until(std::uint64_t when) noexcept {
  thread_local const Handle timer = make_timer();
  for (std::uint64_t now = now_ns(); now < when; now = now_ns()) {
    LARGE_INTEGER due{};  // below 0: from now on, in units of 100 ns
    due.QuadPart = -static_cast<LONGLONG>((when - now + 99) / 100);
    if (!timer || SetWaitableTimer(timer.get(), &due, 0, nullptr, nullptr, FALSE) == 0) {
      Sleep(static_cast<DWORD>((when - now + 999'999) / 1'000'000));
    } else {
      WaitForSingleObject(timer.get(), INFINITE);
    }
  }
}

bool ask_for_realtime_priority() noexcept {
  return SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_TIME_CRITICAL) != 0;
}

}  // namespace attacca::host
