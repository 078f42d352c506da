// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::text {

// MinGW's "printf" means Microsoft's, which lacks %zu; what is linked there is as elsewhere. Clang
// has one kind alone.
#if defined(__clang__)
#define ATTACCA_LIKE_PRINTF(position, first) [[gnu::format(printf, position, first)]]
#else
#define ATTACCA_LIKE_PRINTF(position, first) [[gnu::format(gnu_printf, position, first)]]
#endif

/// What printf(3) would print, of any length. Arguments of the format's types. [any]
ATTACCA_LIKE_PRINTF(1, 2) [[nodiscard]] std::string formatted(const char* format, ...);

/// The same, at the end of `text`. [any]
ATTACCA_LIKE_PRINTF(2, 3) void append_formatted(std::string& text, const char* format, ...);

}  // namespace attacca::text
