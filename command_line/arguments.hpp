// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

namespace attacca::command_line {

/// The words that the program was called with, without its own name: in UTF-8 on Windows, where
/// main() is given them in an encoding that cannot have all letters. [main]
std::vector<std::string> given_words(int argc, char** argv);

/// Sets a variable of this process and those that it starts, unless it is set. [main]
void set_variable_if_missing(const char* name, const char* value);

}  // namespace attacca::command_line
