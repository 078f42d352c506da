// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/crash/crash_report.hpp"

#include <atomic>
#include <thread>

#include <windows.h>

#include "host/base/windows/handle.hpp"

namespace attacca::host {

bool ask_where(pid_t process, CrashRecord& record, std::chrono::milliseconds patience) {
  using Clock = std::chrono::steady_clock;
  const std::uint64_t answer = record.answer;
  if (answer == 0) return false;
  std::atomic_ref(record.state).store(CrashRecord::kEmpty, std::memory_order_release);
  const Handle child(OpenProcess(PROCESS_CREATE_THREAD | PROCESS_QUERY_INFORMATION |
                                     PROCESS_VM_OPERATION | PROCESS_VM_WRITE | PROCESS_VM_READ,
                                 FALSE, static_cast<DWORD>(process)));
  if (!child) return false;
  const Handle thread(CreateRemoteThread(child.get(), nullptr, 0,
                                         reinterpret_cast<LPTHREAD_START_ROUTINE>(answer), nullptr,
                                         0, nullptr));
  if (!thread) return false;
  const auto deadline = Clock::now() + patience;
  while (std::atomic_ref(record.state).load(std::memory_order_acquire) != CrashRecord::kComplete) {
    if (Clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace attacca::host
