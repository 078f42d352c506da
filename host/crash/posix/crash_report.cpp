// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/crash/crash_report.hpp"

#include <atomic>
#include <csignal>
#include <thread>

namespace attacca::host {
namespace {

std::uint32_t state_of(CrashRecord& record) {
  return std::atomic_ref(record.state).load(std::memory_order_acquire);
}

}  // namespace

bool ask_where(pid_t process, CrashRecord& record, std::chrono::milliseconds patience) {
  using Clock = std::chrono::steady_clock;
  std::atomic_ref(record.state).store(CrashRecord::kEmpty, std::memory_order_release);
  if (kill(process, SIGQUIT) != 0) return false;
  const auto deadline = Clock::now() + patience;
  while (state_of(record) != CrashRecord::kComplete) {
    if (Clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace attacca::host
