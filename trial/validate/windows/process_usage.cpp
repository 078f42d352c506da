// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process_usage.hpp"

#include <array>

#include <windows.h>
// After what they need.
#include <psapi.h>
#include <tlhelp32.h>
#include <winternl.h>

#include "host/base/child_processes.hpp"
#include "host/base/windows/handle.hpp"
#include "host/stack/windows/context_walk.hpp"

namespace attacca::validate {

namespace {

/// Whether the system has started the thread for itself: those of its pool come with the first wait
/// that anybody registers, and stay for the next.
bool is_systems(DWORD id) {
  const host::Handle thread(OpenThread(THREAD_QUERY_INFORMATION, FALSE, id));
  void* start = nullptr;
  HMODULE module = nullptr;
  return thread &&
         NtQueryInformationThread(thread.get(), ThreadQuerySetWin32StartAddress, &start,
                                  sizeof start, nullptr) == 0 &&
         GetModuleHandleExW(
             GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
             static_cast<const wchar_t*>(start), &module) != 0 &&
         module == GetModuleHandleW(L"ntdll.dll");
}

template <typename Use>
void for_each_thread(Use&& use) {
  const host::Handle snapshot(CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0));
  if (!snapshot) return;
  THREADENTRY32 entry{};
  entry.dwSize = sizeof entry;
  for (BOOL more = Thread32First(snapshot.get(), &entry); more != 0;
       more = Thread32Next(snapshot.get(), &entry)) {
    if (entry.th32OwnerProcessID != GetCurrentProcessId() || is_systems(entry.th32ThreadID))
      continue;
    use(entry.th32ThreadID);
  }
}

}  // namespace

std::size_t thread_count() {
  std::size_t count = 0;
  for_each_thread([&count](DWORD) { ++count; });
  return count;
}

std::vector<std::string> thread_names() {
  std::vector<std::string> names;
  for_each_thread([&names](DWORD id) {
    const host::Handle thread(OpenThread(THREAD_QUERY_LIMITED_INFORMATION, FALSE, id));
    std::array<char, 64> name{};
    if (thread) host::name_thread(thread.get(), name.data(), name.size());
    names.emplace_back(name[0] != '\0' ? name.data() : "thread " + std::to_string(id));
  });
  return names;
}

std::vector<std::string> open_descriptors() {
  // What a handle leads to is not told without its name being asked for, which may block for ever
  // on a pipe.
  DWORD count = 0;
  GetProcessHandleCount(GetCurrentProcess(), &count);
  return std::vector<std::string>(count, "handle");
}

std::size_t resident_bytes() {
  PROCESS_MEMORY_COUNTERS counters{};
  K32GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters);
  return counters.WorkingSetSize;
}

std::optional<std::size_t> allocated_bytes() {
  return std::nullopt;
}

std::size_t child_count() {
  return host::child_processes().size();
}

}  // namespace attacca::validate
