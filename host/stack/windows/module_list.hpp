// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

namespace attacca::host {

/// Writes a line for each module of this process as /proc/<pid>/maps would have it, cut to whole
/// lines; returns how many bytes. Takes no lock and allocates nothing: for a process that has
/// crashed. [any]
std::size_t write_modules(char* text, std::size_t size) noexcept;

}  // namespace attacca::host
