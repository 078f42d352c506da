// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/printable.hpp"

#include <cstdio>

#include "text/utf8.hpp"

namespace attacca::text {
namespace {

bool turns_direction(char32_t point) noexcept {
  return point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool is_printable(char32_t point) noexcept {
  const bool is_control = point < 0x20 || (point >= 0x7F && point < 0xA0);
  const bool is_line_end = point == 0x2028 || point == 0x2029;
  return !is_control && !is_line_end && !turns_direction(point);
}

std::string made_visible(std::string_view text, bool keeps_lines) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint next = code_point_at(text, i);
    char written[16];
    if (next.length == 0) {
      std::snprintf(written, sizeof written, "\\x%02X",
                    static_cast<unsigned>(static_cast<unsigned char>(text[i])));
      result += written;
      ++i;
      continue;
    }
    const bool is_kept = keeps_lines && (next.value == '\n' || next.value == '\t');
    if (is_kept || is_printable(next.value)) {
      result += text.substr(i, next.length);
    } else {
      std::snprintf(written, sizeof written, "\\u{%X}", static_cast<unsigned>(next.value));
      result += written;
    }
    i += next.length;
  }
  return result;
}

}  // namespace

std::string printable(std::string_view text) {
  return made_visible(text, false);
}

std::string printable_lines(std::string_view text) {
  return made_visible(text, true);
}

}  // namespace attacca::text
