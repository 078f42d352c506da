// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/machine_facts.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <thread>

#include <windows.h>

namespace attacca::trial {
namespace {

std::string processor_name() {
  std::array<wchar_t, 256> name{};
  DWORD size = sizeof name;
  const LSTATUS status =
      RegGetValueW(HKEY_LOCAL_MACHINE, L"HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0",
                   L"ProcessorNameString", RRF_RT_REG_SZ, nullptr, name.data(), &size);
  return status == ERROR_SUCCESS ? std::filesystem::path(name.data()).string() : std::string();
}

/// The version that programs are told by a name of its own: GetVersionEx() answers what their
/// manifest asks for. Source: RtlGetVersion, ntdll.
std::string system_name() {
  using GetVersion = LONG(WINAPI*)(OSVERSIONINFOW*);
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  const auto find = [ntdll](const char* name) {
    return reinterpret_cast<void*>(GetProcAddress(ntdll, name));
  };
  OSVERSIONINFOW info{};
  info.dwOSVersionInfoSize = sizeof info;
  const auto get = reinterpret_cast<GetVersion>(find("RtlGetVersion"));
  if (get == nullptr || get(&info) != 0) return "Windows";
  std::string text = "Windows " + std::to_string(info.dwMajorVersion) + "." +
                     std::to_string(info.dwMinorVersion) + "." + std::to_string(info.dwBuildNumber);
  using WineVersion = const char*(__cdecl*)();
  const auto wine = reinterpret_cast<WineVersion>(find("wine_get_version"));
  if (wine != nullptr) text += std::string(", Wine ") + wine();
  return text;
}

}  // namespace

MachineFacts machine_facts() {
  return {processor_name(), std::thread::hardware_concurrency(), system_name(), {}};
}

}  // namespace attacca::trial
