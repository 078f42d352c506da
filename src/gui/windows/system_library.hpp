// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::gui {

/// The function `name` of one of the system's own libraries, which is loaded for it and stays; null
/// where there is none. `Function`: a pointer to a function. [any]
[[nodiscard]] void (*find_in_library(const wchar_t* library, const char* name) noexcept)();

template <typename Function>
[[nodiscard]] Function find_in(const wchar_t* library, const char* name) noexcept {
  return reinterpret_cast<Function>(find_in_library(library, name));
}

}  // namespace attacca::gui
