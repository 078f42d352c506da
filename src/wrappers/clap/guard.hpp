// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdio>
#include <exception>
#include <utility>

namespace attacca::clap_wrapper {

/// Calls `body` so that no exception crosses the binary interface; `otherwise` is the answer if one
/// was thrown. [main]
template <typename Answer, typename Body>
Answer guarded(Answer otherwise, Body&& body) noexcept {
  try {
    return std::forward<Body>(body)();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "attacca: a CLAP call failed: %s\n", error.what());
  } catch (...) {
    std::fputs("attacca: a CLAP call failed for an unknown reason\n", stderr);
  }
  return otherwise;
}

template <typename Body>
void guarded(Body&& body) noexcept {
  guarded(0, [&body] {
    body();
    return 0;
  });
}

}  // namespace attacca::clap_wrapper
