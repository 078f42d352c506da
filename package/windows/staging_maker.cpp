// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/staging_maker.hpp"

#include <cstdint>
#include <sstream>

#include <windows.h>

#include "platform/windows/handle.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::package {
namespace {

std::string host_name() {
  wchar_t name[MAX_COMPUTERNAME_LENGTH + 1];
  DWORD size = MAX_COMPUTERNAME_LENGTH + 1;
  if (::GetComputerNameW(&name[0], &size) == 0 || size == 0) return "unknown";
  return core::to_utf8({&name[0], size});
}

/// When a process began, in units of 100 ns; 0: nobody knows, or it has ended.
std::uint64_t start_of(HANDLE process) {
  FILETIME start{}, end{}, kernel{}, user{};
  if (::GetProcessTimes(process, &start, &end, &kernel, &user) == 0) return 0;
  if (::WaitForSingleObject(process, 0) == WAIT_OBJECT_0) return 0;
  return (std::uint64_t{start.dwHighDateTime} << 32U) | start.dwLowDateTime;
}

}  // namespace

std::string maker_note() {
  return host_name() + " " + std::to_string(::GetCurrentProcessId()) + " " +
         std::to_string(start_of(::GetCurrentProcess())) + "\n";
}

bool may_be_at_work(const std::string& note) {
  std::istringstream fields(note);
  std::string host;
  DWORD process = 0;
  std::uint64_t start = 0;
  if (!(fields >> host >> process >> start) || host != host_name() || process == 0) return true;
  const core::Handle handle(
      ::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, FALSE, process));
  // Of another user's process nothing is known but that it is there.
  if (!handle.is_open()) return ::GetLastError() == ERROR_ACCESS_DENIED;
  return start_of(handle.get()) == start;  // else the number was given out again
}

}  // namespace attacca::package
