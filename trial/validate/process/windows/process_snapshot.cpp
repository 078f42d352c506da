// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/process_snapshot.hpp"

#include <array>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <windows.h>

#include "host/stack/windows/context_walk.hpp"

namespace attacca::validate {

namespace {

std::string utf8(std::wstring_view text) {
  return std::filesystem::path(text).string();
}

}  // namespace

Settings signal_handlers() {
  Settings settings;
  struct Named {
    int number;
    const char* name;
  };
  for (const Named& each :
       {Named{SIGABRT, "SIGABRT"}, Named{SIGFPE, "SIGFPE"}, Named{SIGILL, "SIGILL"},
        Named{SIGINT, "SIGINT"}, Named{SIGSEGV, "SIGSEGV"}, Named{SIGTERM, "SIGTERM"}}) {
    auto* const handler = std::signal(each.number, SIG_DFL);
    if (handler == SIG_ERR) continue;
    std::signal(each.number, handler);
    settings.emplace_back(std::string("the handler of ") + each.name,
                          hex(reinterpret_cast<std::uintptr_t>(handler)));
  }
  auto* const filter = SetUnhandledExceptionFilter(nullptr);
  SetUnhandledExceptionFilter(filter);
  settings.emplace_back("the filter of unhandled exceptions",
                        hex(reinterpret_cast<std::uintptr_t>(filter)));
  settings.emplace_back("the error mode", hex(GetErrorMode()));
  return settings;
}

Settings signal_mask() {
  return {};
}

Settings environment() {
  Settings settings;
  wchar_t* const all = GetEnvironmentStringsW();
  for (const wchar_t* entry = all; entry != nullptr && *entry != L'\0';
       entry += std::wcslen(entry) + 1) {
    const std::wstring_view text = entry;
    const std::size_t equals = text.find(L'=', 1);  // names of drives begin with one
    if (equals == std::wstring_view::npos) continue;
    settings.emplace_back(utf8(text.substr(0, equals)), utf8(text.substr(equals + 1)));
  }
  if (all != nullptr) FreeEnvironmentStringsW(all);
  return settings;
}

Settings folders() {
  std::error_code error;
  return {{"the working folder", std::filesystem::current_path(error).string()}};
}

Settings standard_streams() {
  Settings settings;
  struct Named {
    DWORD number;
    const char* name;
  };
  for (const Named& each :
       {Named{STD_INPUT_HANDLE, "standard input"}, Named{STD_OUTPUT_HANDLE, "standard output"},
        Named{STD_ERROR_HANDLE, "standard error"}}) {
    const HANDLE handle = GetStdHandle(each.number);
    DWORD flags = 0;
    const bool is_open = GetHandleInformation(handle, &flags) != 0;
    settings.emplace_back(each.name, is_open ? "handle " +
                                                   hex(reinterpret_cast<std::uintptr_t>(handle)) +
                                                   ", type " + std::to_string(GetFileType(handle))
                                             : "closed");
  }
  return settings;
}

Settings resource_limits() {
  return {};
}

Settings scheduling() {
  DWORD_PTR processors = 0;
  DWORD_PTR all = 0;
  GetProcessAffinityMask(GetCurrentProcess(), &processors, &all);
  return {{"the thread's priority", std::to_string(GetThreadPriority(GetCurrentThread()))},
          {"the process's priority class", std::to_string(GetPriorityClass(GetCurrentProcess()))},
          {"the set of processors", hex(processors)}};
}

std::string thread_name() {
  std::array<char, 64> name{};
  host::name_thread(GetCurrentThread(), name.data(), name.size());
  return name.data();
}

void set_thread_name(const std::string& name) {
  using Set = HRESULT(WINAPI*)(HANDLE, PCWSTR);
  static const auto set = reinterpret_cast<Set>(reinterpret_cast<void*>(
      GetProcAddress(GetModuleHandleW(L"kernel32.dll"), "SetThreadDescription")));
  if (set != nullptr) set(GetCurrentThread(), std::filesystem::path(name).c_str());
}

}  // namespace attacca::validate
