// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::core {

/// A framework of the system's, loaded when it is first asked for and never unloaded: plugins are
/// linked with the C library alone, and a scan needs no more.
class Framework {
 public:
  /// never: only what somebody else has loaded is found.
  enum class Load : std::uint8_t { if_needed, never };

  /// `name` as in /System/Library/Frameworks: "CoreFoundation"; or a library's path. [not audio]
  explicit Framework(const char* name, Load load = Load::if_needed) noexcept;

  [[nodiscard]] bool is_loaded() const noexcept { return library_ != nullptr; }

  /// A function or variable of it; null where this system has none of that name. [not audio]
  [[nodiscard]] void* find(const char* symbol) const noexcept;

  /// Sets `function` to the function of that name; false where there is none. [not audio]
  template <typename F>
  [[nodiscard]] bool find(const char* symbol, F*& function) const noexcept {
    function = reinterpret_cast<F*>(find(symbol));
    return function != nullptr;
  }

 private:
  void* const library_;
};

}  // namespace attacca::core
