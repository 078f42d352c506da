// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "fuzz/require.hpp"

#include <cstdio>
#include <cstdlib>

namespace attacca::fuzz {

void require(bool holds, std::string_view broken, const char* file, int line) {
  if (holds) return;
  std::fprintf(stderr, "%s:%d: broken promise: %.*s\n", file, line, static_cast<int>(broken.size()),
               broken.data());
  std::abort();
}

}  // namespace attacca::fuzz
