// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/utf8.hpp"

namespace attacca::text {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) noexcept {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
}

bool is_continuation(unsigned byte) noexcept {
  return (byte & 0xC0u) == 0x80u;
}

/// Bytes of the code point at `i`, 0 when it is malformed: RFC 3629, section 4.
std::size_t length_at(std::string_view text, std::size_t i) noexcept {
  const unsigned first = byte_at(text, i);
  const unsigned second = byte_at(text, i + 1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return is_continuation(second) ? 2 : 0;
  const bool tail = is_continuation(second) && is_continuation(byte_at(text, i + 2));
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && second < 0xA0;
    const bool surrogate = first == 0xED && second >= 0xA0;
    return tail && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && second < 0x90;
    const bool too_large = first == 0xF4 && second >= 0x90;
    return tail && is_continuation(byte_at(text, i + 3)) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

/// Bytes at `i` that could begin a code point but do not make one; at least 1.
std::size_t malformed_length_at(std::string_view text, std::size_t i) noexcept {
  const unsigned first = byte_at(text, i);
  const unsigned second = byte_at(text, i + 1);
  const std::size_t wanted = first >= 0xF0 && first <= 0xF4   ? 4
                             : first >= 0xE0 && first <= 0xEF ? 3
                                                              : 1;
  if (wanted == 1 || !is_continuation(second)) return 1;
  const bool fits = !(first == 0xE0 && second < 0xA0) && !(first == 0xED && second >= 0xA0) &&
                    !(first == 0xF0 && second < 0x90) && !(first == 0xF4 && second >= 0x90);
  if (!fits) return 1;
  std::size_t length = 2;
  while (length + 1 < wanted && is_continuation(byte_at(text, i + length))) ++length;
  return length;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t i) noexcept {
  const std::size_t length = length_at(text, i);
  if (length <= 1) return {byte_at(text, i), length};
  char32_t value = byte_at(text, i) & (0x7Fu >> length);
  for (std::size_t k = 1; k < length; ++k) value = value << 6 | (byte_at(text, i + k) & 0x3Fu);
  return {value, length};
}

std::size_t find_malformed_utf8(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = length_at(text, i);
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::size_t count_code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    count += is_continuation(byte_at(text, i)) ? 0u : 1u;
  return count;
}

void append_utf8(std::string& text, char32_t point) {
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | point >> 6);
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3F));
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) noexcept {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_continuation(byte_at(text, bytes))) --bytes;
  return text.substr(0, bytes);
}

std::string well_formed_utf8(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = length_at(text, i);
    if (length > 0) {
      result += text.substr(i, length);
      i += length;
    } else {
      append_utf8(result, U'\uFFFD');
      i += malformed_length_at(text, i);
    }
  }
  return result;
}

std::string_view cut_utf16_units(std::string_view text, std::size_t units) noexcept {
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = length_at(text, i);
    const std::size_t cost = length == 4 ? 2 : 1;
    if (used + cost > units) return text.substr(0, i);
    used += cost;
    i += length > 0 ? length : malformed_length_at(text, i);
  }
  return text;
}

}  // namespace attacca::text
