// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/memory_file.hpp"

#include <algorithm>

#include <sys/stat.h>
#include <unistd.h>

namespace attacca::validate {

std::size_t size_of(int memory) {
  struct stat about{};
  return fstat(memory, &about) == 0 ? static_cast<std::size_t>(about.st_size) : 0;
}

std::string bytes_at(int memory, std::size_t offset, std::size_t length) {
  std::string bytes(length, '\0');
  // Not by the descriptor's own place, which whoever writes goes by.
  const ssize_t count = pread(memory, bytes.data(), length, static_cast<off_t>(offset));
  bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  return bytes;
}

}  // namespace attacca::validate
