// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

namespace attacca::processes {

/// The words as the one text that programs are given on Windows, so that CommandLineToArgvW and the
/// C library take the same words out of it: quoted where they are empty or have white space or
/// quotes; backslashes doubled before a quote. [any] Source: Microsoft, "Parsing C++ command-line
/// arguments".
[[nodiscard]] std::wstring command_text(const std::vector<std::string>& words);

}  // namespace attacca::processes
