// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <optional>

namespace attacca::trial {

/// How many letters a line of the terminal has to which the standard error goes; nothing where it
/// is no terminal. [any]
[[nodiscard]] std::optional<std::size_t> terminal_columns() noexcept;

}  // namespace attacca::trial
