// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/memory_file.hpp"

#include <algorithm>

namespace attacca::validate {

std::string first_of(int memory, std::size_t most) {
  return bytes_at(memory, 0, std::min(most, size_of(memory)));
}

std::string last_of(int memory, std::size_t most) {
  const std::size_t size = size_of(memory);
  const std::size_t length = std::min(most, size);
  return bytes_at(memory, size - length, length);
}

}  // namespace attacca::validate
