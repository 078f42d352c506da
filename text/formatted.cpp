// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/formatted.hpp"

#include <cstdarg>
#include <cstddef>
#include <cstdio>

namespace attacca::text {
namespace {

ATTACCA_LIKE_PRINTF(2, 0)
void append(std::string& text, const char* format, std::va_list arguments) {
  std::va_list again;
  va_copy(again, arguments);
  const int length = std::vsnprintf(nullptr, 0, format, arguments);
  if (length > 0) {
    const std::size_t before = text.size();
    // The zero at the end goes where the string has its own.
    text.resize(before + static_cast<std::size_t>(length));
    std::vsnprintf(text.data() + before, static_cast<std::size_t>(length) + 1, format, again);
  }
  va_end(again);
}

}  // namespace

std::string formatted(const char* format, ...) {
  std::string text;
  std::va_list arguments;
  va_start(arguments, format);
  append(text, format, arguments);
  va_end(arguments);
  return text;
}

void append_formatted(std::string& text, const char* format, ...) {
  std::va_list arguments;
  va_start(arguments, format);
  append(text, format, arguments);
  va_end(arguments);
}

}  // namespace attacca::text
