// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

namespace attacca::clap {

/// Bytes, terminating NUL included, of the display names embedded in structs (UTF-8).
inline constexpr std::size_t kNameSize = 256;

/// Bytes, terminating NUL included, of the slash-separated paths embedded in structs (UTF-8).
inline constexpr std::size_t kPathSize = 1024;

}  // namespace attacca::clap
