// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/child_processes.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <utility>

#include <windows.h>
// After what they need.
#include <tlhelp32.h>

#include "host/base/windows/console_host.hpp"
#include "host/base/windows/handle.hpp"

namespace attacca::host {
namespace {

std::string name_of(const PROCESSENTRY32W& entry) {
  return std::filesystem::path(entry.szExeFile).filename().string();
}

std::uint64_t begin_of(HANDLE process) noexcept {
  FILETIME created{};
  FILETIME other{};
  if (GetProcessTimes(process, &created, &other, &other, &other) == 0) return 0;
  return (std::uint64_t{created.dwHighDateTime} << 32) | created.dwLowDateTime;
}

/// Ids are given out again: a child is younger than its parent.
bool is_younger(DWORD process) noexcept {
  const Handle child(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process));
  return child.get() != nullptr && begin_of(child.get()) >= begin_of(GetCurrentProcess());
}

}  // namespace

std::vector<ChildProcess> child_processes() {
  std::vector<ChildProcess> children;
  const Handle snapshot(CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0));
  if (snapshot.get() == nullptr) return children;
  PROCESSENTRY32W entry{};
  entry.dwSize = sizeof entry;
  for (BOOL more = Process32FirstW(snapshot.get(), &entry); more != 0;
       more = Process32NextW(snapshot.get(), &entry)) {
    if (entry.th32ParentProcessID != GetCurrentProcessId()) continue;
    if (!is_younger(entry.th32ProcessID)) continue;
    std::string name = name_of(entry);
    if (is_console_host(name)) continue;
    children.push_back({static_cast<pid_t>(entry.th32ProcessID), std::move(name)});
  }
  return children;
}

bool adopt_orphans() noexcept {
  return false;
}

std::vector<ChildProcess> end_children(const std::vector<ChildProcess>& known) {
  std::vector<ChildProcess> ended;
  for (const ChildProcess& child : child_processes()) {
    const bool is_known =
        std::any_of(known.begin(), known.end(),
                    [&child](const ChildProcess& each) { return each.id == child.id; });
    if (is_known) continue;
    const Handle process(
        OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, static_cast<DWORD>(child.id)));
    if (process.get() == nullptr || WaitForSingleObject(process.get(), 0) == WAIT_OBJECT_0)
      continue;
    ended.push_back(child);
    TerminateProcess(process.get(), 1);
    WaitForSingleObject(process.get(), 10'000);
  }
  return ended;
}

}  // namespace attacca::host
