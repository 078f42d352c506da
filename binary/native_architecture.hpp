// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

#include "binary/binary_image.hpp"

namespace attacca::binary {

/// The architecture that this program was compiled for, in the words of `BinarySlice`: what it can
/// load. The kernel's own (`uname -m`) may be another, such as x86_64 under a program for i686.
/// [any]
[[nodiscard]] std::string_view native_architecture() noexcept;

/// The format of the files that this system loads. [any]
[[nodiscard]] ObjectFormat native_object_format() noexcept;

}  // namespace attacca::binary
