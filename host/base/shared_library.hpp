// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <utility>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// A library loaded into this process, unloaded by the destructor. All members [main].
class SharedLibrary {
 public:
  /// Errors: what the loader says, such as a missing library or symbol.
  [[nodiscard]] static Result<SharedLibrary> load(const std::filesystem::path& path);

  /// Keeps a library that is loaded until this process ends; nothing where it is not loaded.
  static void keep_loaded(const std::filesystem::path& path);

  /// Calls `listener` after each library that is loaded from now on; instead of an earlier one.
  static void on_load(void (*listener)()) noexcept;

  SharedLibrary() = default;
  SharedLibrary(SharedLibrary&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  SharedLibrary& operator=(SharedLibrary&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~SharedLibrary();

  /// The address of an exported symbol, null if there is none.
  [[nodiscard]] void* find(const char* symbol) const noexcept;
  [[nodiscard]] void* handle() const noexcept { return handle_; }

 private:
  explicit SharedLibrary(void* handle) : handle_(handle) {}
  void* handle_ = nullptr;
};

}  // namespace attacca::host
