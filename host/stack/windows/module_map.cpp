// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/module_map.hpp"

#include <cstdio>
#include <string>

#include <windows.h>
#include <winternl.h>

#include "host/stack/windows/module_list.hpp"

// Of ntdll; the headers have it not.
extern "C" PEB* NTAPI RtlGetCurrentPeb();

namespace attacca::host {
namespace {

constexpr int kMostModules = 4096;

/// How many bytes of addresses a loaded module takes, as its own headers say.
std::uint64_t size_of_image(const void* base) noexcept {
  const auto* const begin = static_cast<const unsigned char*>(base);
  const auto* const headers = reinterpret_cast<const IMAGE_NT_HEADERS64*>(
      begin + reinterpret_cast<const IMAGE_DOS_HEADER*>(begin)->e_lfanew);
  return headers->OptionalHeader.SizeOfImage;
}

}  // namespace

std::size_t write_modules(char* text, std::size_t size) noexcept {
  const PEB_LDR_DATA* const loader = RtlGetCurrentPeb()->Ldr;
  const LIST_ENTRY* const head = &loader->InMemoryOrderModuleList;
  std::size_t used = 0;
  int left = kMostModules;
  for (const LIST_ENTRY* at = head->Flink; at != head && left > 0; at = at->Flink, --left) {
    const auto* const entry = CONTAINING_RECORD(at, LDR_DATA_TABLE_ENTRY, InMemoryOrderLinks);
    char path[1024];
    const int length = WideCharToMultiByte(CP_UTF8, 0, entry->FullDllName.Buffer,
                                           entry->FullDllName.Length / int{sizeof(wchar_t)}, path,
                                           sizeof path - 1, nullptr, nullptr);
    if (length <= 0 || entry->DllBase == nullptr) continue;
    path[length] = '\0';
    const auto begin = reinterpret_cast<unsigned long long>(entry->DllBase);
    const int written = std::snprintf(text + used, size - used, "%llx-%llx r-xp 0 00:00 0 %s\n",
                                      begin, begin + size_of_image(entry->DllBase), path);
    if (written <= 0 || used + static_cast<std::size_t>(written) >= size) break;
    used += static_cast<std::size_t>(written);
  }
  return used;
}

ModuleMap ModuleMap::of_this_process() {
  std::string text(std::size_t{256} * 1024, '\0');
  text.resize(write_modules(text.data(), text.size()));
  return parse(text);
}

}  // namespace attacca::host
