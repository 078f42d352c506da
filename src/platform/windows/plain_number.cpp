// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/plain_number.hpp"

#include <charconv>
#include <cstdlib>
#include <cstring>

#include <locale.h>

namespace attacca::core {

double plain_number(const char* text) noexcept {
  // The C runtime's own is off by one in the last place now and then, and has no name for the C
  // locale that would not have to be freed.
  double value = 0;
  const auto [end, error] = std::from_chars(text, text + std::strlen(text), value);
  if (error != std::errc::result_out_of_range) return value;
  const _locale_t plain = ::_create_locale(LC_ALL, "C");
  value = ::_strtod_l(text, nullptr, plain);  // infinite or zero
  ::_free_locale(plain);
  return value;
}

}  // namespace attacca::core
