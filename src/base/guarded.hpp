// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>
#include <utility>

namespace attacca::core {

/// To be called in a handler: writes the exception that is being handled to the log. Out of line,
/// as there are many handlers.
void log_exception(const void* instance, std::string_view where) noexcept;

/// To be called in a handler: says on stderr that `what` failed, and why. [not audio]
void report_exception(const char* what) noexcept;

/// Runs a plugin's or host's code whose exceptions end here: they go to the log, and the answer is
/// false. [not audio]
template <typename Body>
bool guarded(const void* instance, std::string_view where, Body&& body) noexcept {
  try {
    std::forward<Body>(body)();
    return true;
  } catch (...) {
    log_exception(instance, where);
  }
  return false;
}

}  // namespace attacca::core
