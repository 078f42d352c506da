// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/in_use.hpp"

// clang-format off: the one needs the other
#include <windows.h>
#include <tlhelp32.h>
// clang-format on

#include "files/windows/native.hpp"
#include "platform/windows/handle.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

bool is_at_or_below(std::wstring_view path, std::wstring_view folder) {
  if (path.size() < folder.size()) return false;
  const int size = static_cast<int>(folder.size());
  if (::CompareStringOrdinal(path.data(), size, folder.data(), size, TRUE) != CSTR_EQUAL) {
    return false;
  }
  return path.size() == folder.size() || path[folder.size()] == L'\\';
}

/// A snapshot fails while the process loads something; the documentation says to try again.
core::Handle modules_of(DWORD process) {
  constexpr int kAttempts = 100;
  for (int attempt = 0;; ++attempt) {
    core::Handle modules(::CreateToolhelp32Snapshot(TH32CS_SNAPMODULE, process));
    if (modules.is_open() || ::GetLastError() != ERROR_BAD_LENGTH || attempt == kAttempts) {
      return modules;
    }
  }
}

bool has_loaded(DWORD process, std::wstring_view path) {
  const core::Handle modules = modules_of(process);
  if (!modules.is_open()) return false;
  MODULEENTRY32W module{};
  module.dwSize = sizeof module;
  for (BOOL is_there = ::Module32FirstW(modules.get(), &module); is_there != 0;
       is_there = ::Module32NextW(modules.get(), &module)) {
    if (is_at_or_below(&module.szExePath[0], path)) return true;
  }
  return false;
}

}  // namespace

std::string in_use_by(const fs::path& path) {
  std::error_code error;
  fs::path whole = fs::absolute(path, error).lexically_normal();
  whole.make_preferred();
  const core::Handle processes(::CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0));
  PROCESSENTRY32W process{};
  process.dwSize = sizeof process;
  std::string users;
  for (BOOL is_there = ::Process32FirstW(processes.get(), &process); is_there != 0;
       is_there = ::Process32NextW(processes.get(), &process)) {
    if (!has_loaded(process.th32ProcessID, whole.native())) continue;
    users += (users.empty() ? "" : ", ") + core::to_utf8(&process.szExeFile[0]) + " (" +
             std::to_string(process.th32ProcessID) + ")";
  }
  // Who merely reads it is not known, and may be a virus scanner.
  if (users.empty()) return ": if a program has it open, end that, then try again";
  return ": in use by " + users + ": end it, then try again";
}

}  // namespace attacca::package
