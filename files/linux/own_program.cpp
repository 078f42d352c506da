// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/own_program.hpp"

#include <system_error>

namespace attacca::files {

std::filesystem::path own_program() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error);
}

}  // namespace attacca::files
