// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string_view>

#include "parlando/curve/shape.hpp"

namespace parlando {

/// A shape, or why there is none. Nothing is allocated.
struct CompiledShape {
  Shape shape;                  ///< a straight line where there is a fault
  const char* fault = nullptr;  ///< a clause for a person; null: none
  std::size_t fault_at = 0;     ///< bytes from the text's beginning
};

/// Compiles `linear`, `smooth`, `exp`, `log`, `sine`, `step`, or `=` and an expression. UTF-8, at
/// most 256 bytes; the depth of what lies in parentheses is bounded. [not audio]
[[nodiscard]] CompiledShape compile_shape(std::string_view text) noexcept;

}  // namespace parlando
