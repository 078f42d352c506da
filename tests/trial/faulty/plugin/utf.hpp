// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>

namespace attacca::faulty {

/// At most `units` units of UTF-16 as UTF-8; lone surrogates become U+FFFD, but for half a pair at
/// the end of the room, which is left out. [not audio]
[[nodiscard]] inline std::string utf8_of(const char16_t* text, std::size_t units) {
  std::string result;
  for (std::size_t i = 0; i < units && text[i] != u'\0'; ++i) {
    char32_t code = text[i];
    const bool is_high = code >= 0xD800 && code < 0xDC00;
    if (is_high && i + 1 == units) break;
    if (is_high && i + 1 < units && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (text[++i] - 0xDC00u);
    } else if (code >= 0xD800 && code < 0xE000) {
      code = 0xFFFD;
    }
    const auto add = [&result](char32_t byte) { result.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
      add(code);
    } else if (code < 0x800) {
      add(0xC0 | (code >> 6));
      add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      add(0xE0 | (code >> 12));
      add(0x80 | ((code >> 6) & 0x3F));
      add(0x80 | (code & 0x3F));
    } else {
      add(0xF0 | (code >> 18));
      add(0x80 | ((code >> 12) & 0x3F));
      add(0x80 | ((code >> 6) & 0x3F));
      add(0x80 | (code & 0x3F));
    }
  }
  return result;
}

}  // namespace attacca::faulty
