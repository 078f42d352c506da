// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/guard.hpp"

#include <cstdio>
#include <exception>

namespace attacca::vst3_wrapper {

void report_exception() noexcept {
  try {
    throw;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "attacca: a VST3 call failed: %s\n", error.what());
  } catch (...) {
    std::fputs("attacca: a VST3 call failed for an unknown reason\n", stderr);
  }
}

}  // namespace attacca::vst3_wrapper
