// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/windows/child_role.hpp"

#include <algorithm>
#include <cstdlib>
#include <cwchar>
#include <mutex>

#include "host/base/shared_pages.hpp"

namespace attacca::host {
namespace {

struct Piece {
  std::uint32_t number = 0;
  HANDLE section = nullptr;
};

std::mutex g_mutex;
std::map<const void*, Piece> g_pieces;  // by g_mutex
std::uint32_t g_made = 0;               // by g_mutex

HANDLE handle_of(std::wstring_view digits) {
  const std::wstring text(digits);
  return reinterpret_cast<HANDLE>(
      static_cast<std::uintptr_t>(std::wcstoull(text.c_str(), nullptr, 16)));
}

std::wstring digits_of(HANDLE handle) {
  wchar_t text[24];
  std::swprintf(text, sizeof text / sizeof text[0], L"%llx",
                static_cast<unsigned long long>(reinterpret_cast<std::uintptr_t>(handle)));
  return text;
}

ChildRole take_role() {
  wchar_t text[4096];
  const DWORD length = GetEnvironmentVariableW(kRoleVariable, text, sizeof text / sizeof text[0]);
  if (length == 0 || length >= sizeof text / sizeof text[0]) return {};
  SetEnvironmentVariableW(kRoleVariable, nullptr);
  return parse_role({text, length});
}

}  // namespace

ChildRole parse_role(std::wstring_view text) {
  ChildRole role;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(L';'), text.size());
    const std::wstring_view entry = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t middle = entry.find(L'=');
    if (middle == std::wstring_view::npos) return {};
    const std::wstring key(entry.substr(0, middle));
    const std::wstring_view value = entry.substr(middle + 1);
    if (key == L"call") {
      role.call =
          static_cast<std::uint32_t>(std::wcstoul(std::wstring(value).c_str(), nullptr, 10));
    } else if (key == L"report") {
      role.report = handle_of(value);
    } else if (key == L"print") {
      role.print = handle_of(value);
    } else if (key == L"error") {
      role.error = handle_of(value);
    } else if (key == L"asking") {
      role.asking = handle_of(value);
    } else {
      role.sections[static_cast<std::uint32_t>(std::wcstoul(key.c_str(), nullptr, 10))] =
          handle_of(value);
    }
  }
  return role;
}

std::wstring text_of(const ChildRole& role) {
  std::wstring text = L"call=" + std::to_wstring(role.call) + L";report=" + digits_of(role.report) +
                      L";print=" + digits_of(role.print) + L";error=" + digits_of(role.error) +
                      L";asking=" + digits_of(role.asking);
  for (const auto& [number, section] : role.sections) {
    text += L";" + std::to_wstring(number) + L"=" + digits_of(section);
  }
  return text;
}

const ChildRole& own_role() {
  static const ChildRole role = take_role();
  return role;
}

std::vector<SharedSection> shared_sections() {
  const std::lock_guard lock(g_mutex);
  std::vector<SharedSection> sections;
  for (const auto& [pages, piece] : g_pieces) sections.push_back({piece.number, piece.section});
  return sections;
}

HANDLE section_of(const void* pages) {
  const std::lock_guard lock(g_mutex);
  const auto found = g_pieces.find(pages);
  return found != g_pieces.end() ? found->second.section : nullptr;
}

void* map_section(HANDLE section) {
  return MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, 0);
}

void* share_pages(std::size_t bytes) {
  const ChildRole& role = own_role();
  const std::lock_guard lock(g_mutex);
  const std::uint32_t number = g_made++;
  const auto given = role.sections.find(number);
  HANDLE section = nullptr;
  if (given != role.sections.end()) {
    section = given->second;
  } else {
    SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    section = CreateFileMappingW(INVALID_HANDLE_VALUE, &inheritable, PAGE_READWRITE,
                                 static_cast<DWORD>(std::uint64_t{bytes} >> 32),
                                 static_cast<DWORD>(bytes), nullptr);
  }
  if (section == nullptr) return nullptr;
  void* const pages = map_section(section);
  if (pages == nullptr) {
    CloseHandle(section);
    return nullptr;
  }
  g_pieces[pages] = {number, section};
  return pages;
}

void unshare_pages(void* pages, std::size_t) noexcept {
  const std::lock_guard lock(g_mutex);
  const auto found = g_pieces.find(pages);
  if (found == g_pieces.end()) return;
  UnmapViewOfFile(pages);
  CloseHandle(found->second.section);
  g_pieces.erase(found);
}

}  // namespace attacca::host
