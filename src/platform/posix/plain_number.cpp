// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/plain_number.hpp"

#include <cstdlib>

#include <locale.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

namespace attacca::core {

double plain_number(const char* text) noexcept {
  // Of this kind there is one in the process, and it is never freed.
  static const locale_t plain = ::newlocale(LC_ALL_MASK, "C", nullptr);
  return ::strtod_l(text, nullptr, plain);
}

}  // namespace attacca::core
