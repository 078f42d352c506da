// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <utility>

#include "abi/vst3/base/result.hpp"
#include "base/guarded.hpp"

namespace attacca::vst3_wrapper {

/// Calls `body` so that no exception crosses the binary interface; `otherwise` is the answer if one
/// was thrown. [main]
template <typename Answer, typename Body>
Answer guarded(Answer otherwise, Body&& body) noexcept {
  try {
    return std::forward<Body>(body)();
  } catch (...) {
    core::report_exception("a VST3 call");
  }
  return otherwise;
}

/// The same for calls that answer a TResult: kInternalError if something was thrown. [main]
template <typename Body>
vst3::TResult guarded(Body&& body) noexcept {
  return guarded(vst3::kInternalError,
                 [&body]() -> vst3::TResult { return std::forward<Body>(body)(); });
}

}  // namespace attacca::vst3_wrapper
