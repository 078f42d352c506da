// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

namespace attacca::text {

/// `text` as one word of a POSIX shell's command line: as it is where nothing in it means anything
/// to a shell, in single quotes otherwise. What a terminal would act on, control characters and
/// bytes that are no UTF-8, is written as digits that the shell turns back. [any] Allocates.
/// Source: POSIX.1-2017, Shell Command Language, 2.2.2 Single-Quotes and 2.6.3 Command
/// Substitution.
[[nodiscard]] std::string shell_word(std::string_view text);

/// The same for a file's path, which a program must not take for an option. [any] Allocates.
[[nodiscard]] std::string shell_path(std::string_view path);

}  // namespace attacca::text
