// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace attacca::binary {

/// The architecture that this program was compiled for, in the words of `BinarySlice`: what it can
/// load. The kernel's own (`uname -m`) may be another, such as x86_64 under a program for i686.
/// [any]
[[nodiscard]] std::string_view native_architecture() noexcept;

}  // namespace attacca::binary
