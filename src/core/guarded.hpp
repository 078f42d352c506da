// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <exception>
#include <string_view>
#include <utility>

#include "core/log.hpp"

namespace attacca::core {

/// Runs a plugin's or host's code whose exceptions end here: they go to the log, and the answer is
/// false. [any] but never [audio]
template <typename Body>
bool guarded(const void* instance, std::string_view where, Body&& body) noexcept {
  const auto report = [&](std::string_view what) noexcept {
    try {
      log_event(instance, "exception", {{"where", json_text(where)}, {"what", json_text(what)}});
    } catch (...) {
      // Memory has run out: there is nothing left to tell it with.
    }
  };
  try {
    std::forward<Body>(body)();
    return true;
  } catch (const std::exception& exception) {
    report(exception.what());
  } catch (...) {
    report("unknown");
  }
  return false;
}

}  // namespace attacca::core
