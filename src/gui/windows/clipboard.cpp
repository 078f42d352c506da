// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/clipboard.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "platform/windows/utf16.hpp"

namespace attacca::gui {

namespace {

class OpenClipboardScope {
 public:
  explicit OpenClipboardScope(HWND window) : open_(::OpenClipboard(window) != 0) {}
  ~OpenClipboardScope() {
    if (open_) ::CloseClipboard();
  }
  OpenClipboardScope(const OpenClipboardScope&) = delete;
  OpenClipboardScope& operator=(const OpenClipboardScope&) = delete;
  explicit operator bool() const noexcept { return open_; }

 private:
  bool open_;
};

/// Memory that the system has, for as long as this lives.
class LockedMemory {
 public:
  explicit LockedMemory(HANDLE memory) : memory_(memory), data_(::GlobalLock(memory)) {}
  ~LockedMemory() {
    if (data_ != nullptr) ::GlobalUnlock(memory_);
  }
  LockedMemory(const LockedMemory&) = delete;
  LockedMemory& operator=(const LockedMemory&) = delete;
  [[nodiscard]] const void* data() const noexcept { return data_; }

 private:
  HANDLE memory_;
  const void* data_;
};

/// Lines end in "\r\n" there.
std::wstring with_returns(std::wstring_view text) {
  std::wstring result;
  result.reserve(text.size());
  wchar_t before = 0;
  for (const wchar_t unit : text) {
    if (unit == L'\n' && before != L'\r') result += L'\r';
    result += unit;
    before = unit;
  }
  return result;
}

std::wstring without_returns(std::wstring_view text) {
  std::wstring result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == L'\r' && i + 1 < text.size() && text[i + 1] == L'\n') continue;
    result += text[i];
  }
  return result;
}

}  // namespace

HGLOBAL global_text(const std::string& utf8) {
  const std::wstring text = with_returns(core::to_utf16(utf8));
  const std::size_t bytes = (text.size() + 1) * sizeof(wchar_t);
  const HGLOBAL memory = ::GlobalAlloc(GMEM_MOVEABLE, bytes);
  if (memory == nullptr) return nullptr;
  if (void* const to = ::GlobalLock(memory)) std::memcpy(to, text.c_str(), bytes);
  ::GlobalUnlock(memory);
  return memory;
}

std::optional<std::string> clipboard_text(HWND window) {
  const OpenClipboardScope open(window);
  if (!open) return std::nullopt;
  const HANDLE memory = ::GetClipboardData(CF_UNICODETEXT);
  if (memory == nullptr) return std::nullopt;
  const SIZE_T units = ::GlobalSize(memory) / sizeof(wchar_t);
  const LockedMemory locked(memory);
  const auto* const text = static_cast<const wchar_t*>(locked.data());
  if (text == nullptr || units > kMostClipboardBytes) return std::nullopt;
  // Nobody promises that there is an end.
  const wchar_t* const end = std::find(text, text + units, L'\0');
  std::string result = core::to_utf8(without_returns({text, static_cast<std::size_t>(end - text)}));
  if (result.size() > kMostClipboardBytes) return std::nullopt;
  return result;
}

bool set_clipboard_text(HWND window, const std::string& utf8) {
  if (utf8.size() > kMostClipboardBytes) return true;
  const OpenClipboardScope open(window);
  if (!open) return false;
  const HGLOBAL memory = global_text(utf8);
  if (memory == nullptr) return true;
  ::EmptyClipboard();
  // The system has it from now on.
  if (::SetClipboardData(CF_UNICODETEXT, memory) == nullptr) ::GlobalFree(memory);
  return true;
}

}  // namespace attacca::gui
