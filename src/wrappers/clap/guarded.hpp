// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <utility>

#include "base/guarded.hpp"

namespace attacca::clap_wrapper {

/// Calls `body` so that no exception crosses the binary interface; `otherwise` is the answer if one
/// was thrown. [main]
template <typename Answer, typename Body>
Answer guarded(Answer otherwise, Body&& body) noexcept {
  try {
    return std::forward<Body>(body)();
  } catch (...) {
    core::report_exception("a CLAP call");
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
