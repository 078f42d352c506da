// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <type_traits>

namespace attacca::detail {

/// Does nothing, and not at compile time: a compiler that comes here shows the call of fault()
/// below, with its text.
void a_parameter_is_declared_wrongly();

/// What is wrong with a declaration: a compile error where it is looked at at compile time, else
/// `text`. [any]
constexpr const char* fault(const char* text) {
  if (std::is_constant_evaluated()) a_parameter_is_declared_wrongly();
  return text;
}

}  // namespace attacca::detail
