// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <utility>

namespace attacca::clap_wrapper {

/// To be called in a handler: says on stderr what is being handled. Out of line, as there are many
/// handlers. [main]
void report_exception() noexcept;

/// Calls `body` so that no exception crosses the binary interface; `otherwise` is the answer if one
/// was thrown. [main]
template <typename Answer, typename Body>
Answer guarded(Answer otherwise, Body&& body) noexcept {
  try {
    return std::forward<Body>(body)();
  } catch (...) {
    report_exception();
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
