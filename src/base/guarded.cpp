// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "base/guarded.hpp"

#include <cstdio>
#include <exception>

#include "base/log.hpp"

namespace attacca::core {

namespace {

void log_text(const void* instance, std::string_view where, std::string_view what) noexcept {
  try {
    log_event(instance, "exception", {{"where", json_text(where)}, {"what", json_text(what)}});
  } catch (...) {
    // Memory has run out: there is nothing left to report it with.
  }
}

}  // namespace

void log_exception(const void* instance, std::string_view where) noexcept {
  try {
    throw;
  } catch (const std::exception& exception) {
    log_text(instance, where, exception.what());
  } catch (...) {
    log_text(instance, where, "unknown");
  }
}

void report_exception(const char* what) noexcept {
  try {
    throw;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "attacca: %s failed: %s\n", what, error.what());
  } catch (...) {
    std::fprintf(stderr, "attacca: %s failed for an unknown reason\n", what);
  }
}

}  // namespace attacca::core
