// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/windows/command_text.hpp"

#include <cstddef>
#include <string_view>

#include "platform/windows/utf16.hpp"

namespace attacca::processes {
namespace {

void append_quoted(std::wstring& text, std::wstring_view word) {
  text += L'"';
  std::size_t backslashes = 0;
  for (const wchar_t unit : word) {
    if (unit == L'\\') {
      ++backslashes;
    } else {
      if (unit == L'"') text.append(backslashes + 1, L'\\');
      backslashes = 0;
    }
    text += unit;
  }
  text.append(backslashes, L'\\');
  text += L'"';
}

}  // namespace

std::wstring command_text(const std::vector<std::string>& words) {
  std::wstring text;
  for (const std::string& each : words) {
    const std::wstring word = core::to_utf16(each);
    if (!text.empty()) text += L' ';
    // In the first word backslashes stand for themselves; no file has quotes in its name.
    if (text.empty()) {
      text += L'"' + word + L'"';
    } else if (word.empty() || word.find_first_of(L" \t\n\v\"") != std::wstring::npos) {
      append_quoted(text, word);
    } else {
      text += word;
    }
  }
  return text;
}

}  // namespace attacca::processes
