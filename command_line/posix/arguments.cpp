// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "command_line/arguments.hpp"

#include <stdlib.h>

namespace attacca::command_line {

std::vector<std::string> given_words(int argc, char** argv) {
  return {argv + (argc > 0 ? 1 : 0), argv + argc};
}

void set_variable_if_missing(const char* name, const char* value) {
  ::setenv(name, value, 0);
}

}  // namespace attacca::command_line
