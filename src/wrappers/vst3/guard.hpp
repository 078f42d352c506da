// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdio>
#include <exception>
#include <new>
#include <utility>

#include "abi/vst3/base/result.hpp"

namespace attacca::vst3_wrapper {

/// Calls `body` so that no exception crosses the binary interface; `otherwise` is the answer if one
/// was thrown. [main]
template <typename Answer, typename Body>
Answer guarded(Answer otherwise, Body&& body) noexcept {
  try {
    return std::forward<Body>(body)();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "attacca: a VST3 call failed: %s\n", error.what());
  } catch (...) {
    std::fputs("attacca: a VST3 call failed for an unknown reason\n", stderr);
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
