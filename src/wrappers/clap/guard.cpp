// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/guard.hpp"

#include <cstdio>
#include <exception>

namespace attacca::clap_wrapper {

void report_exception() noexcept {
  try {
    throw;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "attacca: a CLAP call failed: %s\n", error.what());
  } catch (...) {
    std::fputs("attacca: a CLAP call failed for an unknown reason\n", stderr);
  }
}

}  // namespace attacca::clap_wrapper
