// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

namespace attacca::host {

/// `text` as one word of a POSIX shell's command line: as it is where nothing in it means anything
/// to a shell, in single quotes otherwise. [any]
/// Source: POSIX.1-2017, Shell Command Language, 2.2.2 Single-Quotes.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace attacca::host
