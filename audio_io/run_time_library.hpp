// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include <dlfcn.h>

#include "attacca/base/result.hpp"

namespace attacca::audio_io {

/// A library that is opened when it is first wanted, so that programs start on machines that have
/// none. It stays loaded: its threads may outlive whoever used it. All members [main].
class RunTimeLibrary {
 public:
  /// `advice`: what to install. Errors: there is no such library.
  static Result<RunTimeLibrary> open(const char* name, const char* advice) {
    void* const library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return fail(std::string("there is no ") + name + "; " + advice);
    return RunTimeLibrary(library, name);
  }

  /// Sets `function` to what the library calls `symbol`, or null.
  template <typename Function>
  void find(const char* symbol, Function*& function) noexcept {
    void* const found = ::dlsym(library_, symbol);
    if (found == nullptr && missing_ == nullptr) missing_ = symbol;
    function = reinterpret_cast<Function*>(found);
  }

  /// Errors: a function was not found.
  [[nodiscard]] Result<void> has_all() const {
    if (missing_ == nullptr) return {};
    return fail(std::string(name_) + " is too old: it has no " + missing_);
  }

 private:
  RunTimeLibrary(void* library, const char* name) : library_(library), name_(name) {}

  void* library_;
  const char* name_;
  const char* missing_ = nullptr;
};

/// `Functions` of a library, which its load() has found; looked up once in a process. [main]
/// Errors: load()'s.
template <typename Functions>
[[nodiscard]] Result<const Functions*> loaded_once() {
  static Functions functions;
  static bool is_loaded = false;
  if (!is_loaded) {
    if (auto loaded = functions.load(); !loaded) return tl::unexpected(loaded.error());
    is_loaded = true;
  }
  return &functions;
}

}  // namespace attacca::audio_io
