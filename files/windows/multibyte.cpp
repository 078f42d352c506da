// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Programs that have files have UTF-8 in all their texts, and so in the names that paths are made
// of. MinGW's C++ library makes paths of `char` through functions of C, in the encoding
// of the C library; msvcrt.dll knows none for all letters, and cannot be told UTF-8. So they are
// here in place of libmingwex's (files/CMakeLists.txt has the linker take them). What is no UTF-8
// becomes U+FFFD, as paths must not throw for a name that somebody else wrote.

#include <cstddef>
#include <cwchar>

namespace {

constexpr wchar_t kReplacement = L'\xFFFD';
constexpr unsigned kSecondHalf = 0xDC00;

/// How many bytes the text that begins with this one has; 0: none does.
std::size_t length_of(unsigned char first) noexcept {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

bool is_valid(unsigned code, std::size_t length) noexcept {
  if (length == 3) return code >= 0x800 && (code < 0xD800 || code >= 0xE000);
  if (length == 4) return code >= 0x10000 && code < 0x110000;
  return true;
}

}  // namespace

extern "C" {

// mbstate_t is an int there: the second half of a letter beyond U+FFFF that is still to come.
std::size_t mbrtowc(wchar_t* unit, const char* text, std::size_t size, mbstate_t* state) {
  static thread_local mbstate_t own = 0;
  mbstate_t& pending = state == nullptr ? own : *state;
  wchar_t ignored = 0;
  wchar_t& made = unit == nullptr ? ignored : *unit;
  if (text == nullptr) {
    pending = 0;
    return 0;
  }
  if (pending != 0) {  // its last byte has been left for this
    made = static_cast<wchar_t>(pending);
    pending = 0;
    return 1;
  }
  if (size == 0) return static_cast<std::size_t>(-2);
  const auto* bytes = reinterpret_cast<const unsigned char*>(text);
  const std::size_t length = length_of(bytes[0]);
  unsigned code = length < 2 ? bytes[0] : bytes[0] & (0x7FU >> length);
  bool is_whole = length != 0 && length <= size;
  for (std::size_t i = 1; is_whole && i < length; ++i) {
    is_whole = (bytes[i] & 0xC0U) == 0x80U;
    code = (code << 6U) | (bytes[i] & 0x3FU);
  }
  if (!is_whole || !is_valid(code, length)) {
    made = kReplacement;
    return 1;
  }
  if (length == 4) {
    const unsigned beyond = code - 0x10000;
    made = static_cast<wchar_t>(0xD800U + (beyond >> 10U));
    pending = static_cast<mbstate_t>(kSecondHalf + (beyond & 0x3FFU));
    return 3;
  }
  made = static_cast<wchar_t>(code);
  return code == 0 ? 0 : length;
}

std::size_t mbsrtowcs(wchar_t* units, const char** text, std::size_t most, mbstate_t* state) {
  mbstate_t pending = state == nullptr ? 0 : *state;
  const char* rest = *text;
  std::size_t count = 0;
  for (; units == nullptr || count < most; ++count) {
    // No byte after the last one, a null, is looked at.
    std::size_t size = 0;
    while (size < 4 && (size == 0 || rest[size - 1] != '\0')) ++size;
    wchar_t unit = 0;
    const std::size_t used = mbrtowc(&unit, rest, size, &pending);
    if (units != nullptr) units[count] = unit;
    if (unit == L'\0') {
      rest = nullptr;
      break;
    }
    rest += used;
  }
  if (units != nullptr) {
    *text = rest;
    if (state != nullptr) *state = pending;
  }
  return count;
}

std::size_t mbrlen(const char* text, std::size_t size, mbstate_t* state) {
  static thread_local mbstate_t own = 0;
  return mbrtowc(nullptr, text, size, state == nullptr ? &own : state);
}

}  // extern "C"
