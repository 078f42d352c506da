// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "base/unicode.hpp"

#include <cstdint>
#include <cstring>

namespace attacca::core {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_continuation(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

/// What a lead byte promises: how many bytes follow, and which second bytes are allowed (RFC 3629;
/// this is what rules out overlong forms, surrogates and values above U+10FFFF).
struct Lead {
  int following = -1;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  char32_t bits = 0;
};

Lead read_lead(unsigned char byte) noexcept {
  if (byte < 0x80) return {0, 0, 0, byte};
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF, byte & 0x1Fu};
  if (byte == 0xE0) return {2, 0xA0, 0xBF, 0};
  if (byte == 0xED) return {2, 0x80, 0x9F, 0xDu};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF, byte & 0x0Fu};
  if (byte == 0xF0) return {3, 0x90, 0xBF, 0};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF, byte & 0x07u};
  if (byte == 0xF4) return {3, 0x80, 0x8F, 4};
  return {};
}

/// The code point at `at`, which moves behind it; U+FFFD for the longest malformed piece.
char32_t next_code_point(std::string_view bytes, std::size_t& at) noexcept {
  Lead lead = read_lead(static_cast<unsigned char>(bytes[at++]));
  if (lead.following < 0) return kReplacement;
  char32_t code_point = lead.bits;
  for (int i = 0; i < lead.following; ++i) {
    if (at >= bytes.size()) return kReplacement;
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < lead.low || byte > lead.high) return kReplacement;
    code_point = (code_point << 6) | (byte & 0x3Fu);
    lead.low = 0x80;
    lead.high = 0xBF;
    ++at;
  }
  return code_point;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&out](char32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

bool is_high_surrogate(char16_t unit) noexcept {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(char16_t unit) noexcept {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

}  // namespace

std::string utf8_from_utf16(const char16_t* units, std::size_t max_units) {
  std::string out;
  if (units == nullptr) return out;
  for (std::size_t i = 0; i < max_units && units[i] != 0; ++i) {
    const char16_t unit = units[i];
    if (is_high_surrogate(unit) && i + 1 < max_units && is_low_surrogate(units[i + 1])) {
      ++i;
      append_utf8(out, 0x10000u + ((static_cast<char32_t>(unit) - 0xD800u) << 10) +
                           (static_cast<char32_t>(units[i]) - 0xDC00u));
    } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
      append_utf8(out, kReplacement);
    } else {
      append_utf8(out, unit);
    }
  }
  return out;
}

std::size_t utf16_from_utf8(std::string_view utf8, char16_t* units, std::size_t capacity) noexcept {
  if (units == nullptr || capacity == 0) return 0;
  std::size_t count = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t code_point = next_code_point(utf8, at);
    const std::size_t needed = code_point >= 0x10000 ? 2 : 1;
    if (count + needed >= capacity) break;
    if (needed == 2) {
      units[count++] = static_cast<char16_t>(0xD800 + ((code_point - 0x10000) >> 10));
      units[count++] = static_cast<char16_t>(0xDC00 + ((code_point - 0x10000) & 0x3FF));
    } else {
      units[count++] = static_cast<char16_t>(code_point);
    }
  }
  for (std::size_t i = count; i < capacity; ++i) units[i] = 0;
  return count;
}

std::string valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) append_utf8(out, next_code_point(bytes, at));
  return out;
}

std::string_view bounded_text(const char* bytes, std::size_t capacity) noexcept {
  if (bytes == nullptr) return {};
  const void* end = std::memchr(bytes, 0, capacity);
  return {bytes, end != nullptr ? static_cast<std::size_t>(static_cast<const char*>(end) - bytes)
                                : capacity};
}

void copy_text(std::string_view utf8, char* out, std::size_t capacity) noexcept {
  if (out == nullptr || capacity == 0) return;
  std::size_t length = utf8.size();
  if (length >= capacity) {
    length = capacity - 1;
    while (length > 0 && is_continuation(utf8[length])) --length;
  }
  for (std::size_t i = 0; i < length; ++i) out[i] = utf8[i];
  out[length] = '\0';
}

}  // namespace attacca::core
