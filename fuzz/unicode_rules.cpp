// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "fuzz/unicode_rules.hpp"

#include <algorithm>
#include <cstdint>

namespace attacca::fuzz {

bool is_utf8(std::string_view bytes) noexcept {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    std::size_t length = 0;
    if (first < 0x80) length = 1;
    if (first >= 0xC0 && first < 0xE0) length = 2;
    if (first >= 0xE0 && first < 0xF0) length = 3;
    if (first >= 0xF0 && first < 0xF8) length = 4;
    if (length == 0 || bytes.size() - at < length) return false;
    std::uint32_t point = length == 1 ? first : first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
      const auto next = static_cast<unsigned char>(bytes[at + i]);
      if (next < 0x80 || next > 0xBF) return false;
      point = point * 64 + (next - 0x80u);
    }
    constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < kSmallest[length] || point > 0x10FFFF) return false;
    if (point >= 0xD800 && point <= 0xDFFF) return false;
    at += length;
  }
  return true;
}

std::string utf8_of(std::u16string_view units) {
  units = units.substr(0, units.find(u'\0'));
  std::string text;
  for (std::size_t i = 0; i < units.size(); ++i) {
    std::uint32_t point = units[i];
    const std::uint32_t next = i + 1 < units.size() ? units[i + 1] : 0u;
    if (point / 0x400 == 0x36 && next / 0x400 == 0x37) {  // D800..DBFF and DC00..DFFF
      point = 0x10000 + (point % 0x400) * 0x400 + next % 0x400;
      ++i;
    } else if (point / 0x800 == 0x1B) {
      point = 0xFFFD;
    }
    const int following = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    constexpr std::uint32_t kLeads[] = {0, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(kLeads[following] + (point >> (6 * following)));
    for (int k = following - 1; k >= 0; --k) {
      text += static_cast<char>(0x80 + (point >> (6 * k)) % 64);
    }
  }
  return text;
}

std::string_view cut(std::string_view utf8, std::size_t capacity) noexcept {
  std::size_t length = std::min(capacity, utf8.size());
  while (!is_utf8(utf8.substr(0, length))) --length;
  return utf8.substr(0, length);
}

bool is_one_clear_line(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
    if (byte < 0x20 || byte == 0x7F || (byte == 0xC2 && next < 0xA0)) return false;
  }
  return !text.empty() && is_utf8(text);
}

}  // namespace attacca::fuzz
