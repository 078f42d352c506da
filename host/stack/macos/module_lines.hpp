// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>

namespace attacca::host {

/// Finds where the loader keeps its list. [main] Cheap to repeat.
void prime_module_lines() noexcept;

/// Writes a line for each program file of this process, as /proc/<pid>/maps has them on Linux:
/// where its code lies, and its path. Returns how many bytes; lines that do not fit are left out.
/// Safe in a signal handler after prime_module_lines(). [any]
[[nodiscard]] std::size_t write_module_lines(std::span<char> room) noexcept;

}  // namespace attacca::host
