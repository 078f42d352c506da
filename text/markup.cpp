// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/markup.hpp"

#include "text/utf8.hpp"

namespace attacca::text {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

std::string_view reference_for(char32_t point) noexcept {
  switch (point) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool is_allowed(char32_t point) noexcept {
  const bool is_control =
      (point < 0x20 && point != '\t' && point != '\n') || (point >= 0x7F && point < 0xA0);
  const bool is_noncharacter = (point & 0xFFFEU) == 0xFFFEU || (point >= 0xFDD0 && point <= 0xFDEF);
  const bool turns_direction =
      (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  return !is_control && !is_noncharacter && !turns_direction;
}

}  // namespace

std::string escaped_for_markup(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint next = code_point_at(text, i);
    if (next.length == 0 || !is_allowed(next.value)) {
      result += kReplacement;
    } else if (const std::string_view reference = reference_for(next.value); !reference.empty()) {
      result += reference;
    } else {
      result += text.substr(i, next.length);
    }
    i += next.length == 0 ? 1 : next.length;
  }
  return result;
}

}  // namespace attacca::text
