// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/windows/utf16.hpp"

#include <algorithm>

#include <windows.h>

namespace attacca::core {

namespace {

/// Folders may have no more than 248 characters without the prefix; files a few more.
constexpr std::size_t kShortPath = 240;

}  // namespace

std::wstring to_utf16(std::string_view utf8) {
  const int bytes = static_cast<int>(utf8.size());
  const int size = ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), bytes, nullptr, 0);
  std::wstring text(static_cast<std::size_t>(std::max(size, 0)), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), bytes, text.data(), size);
  return text;
}

std::string to_utf8(std::wstring_view utf16) {
  const int units = static_cast<int>(utf16.size());
  const int size =
      ::WideCharToMultiByte(CP_UTF8, 0, utf16.data(), units, nullptr, 0, nullptr, nullptr);
  std::string text(static_cast<std::size_t>(std::max(size, 0)), '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, utf16.data(), units, text.data(), size, nullptr, nullptr);
  return text;
}

std::wstring native_path(std::string_view utf8) {
  return native_path(to_utf16(utf8));
}

std::wstring native_path(std::wstring path) {
  std::replace(path.begin(), path.end(), L'/', L'\\');
  if (path.size() < kShortPath || path.starts_with(L"\\\\?\\")) return path;
  // The long form is taken literally: only a path from the root, without dots, can have it.
  std::wstring full(32'768, L'\0');
  const DWORD size =
      ::GetFullPathNameW(path.c_str(), static_cast<DWORD>(full.size()), full.data(), nullptr);
  if (size == 0 || size >= full.size()) return path;
  full.resize(size);
  if (full.starts_with(L"\\\\")) return L"\\\\?\\UNC" + full.substr(1);
  return L"\\\\?\\" + full;
}

std::string error_text(unsigned long code) {
  wchar_t text[512];
  DWORD size = ::FormatMessageW(
      FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS | FORMAT_MESSAGE_MAX_WIDTH_MASK,
      nullptr, code, 0, text, static_cast<DWORD>(std::size(text)), nullptr);
  while (size > 0 && (text[size - 1] == L' ' || text[size - 1] == L'.')) --size;
  if (size == 0) return "error " + std::to_string(code);
  return to_utf8({text, size});
}

}  // namespace attacca::core
