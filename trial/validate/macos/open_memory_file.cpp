// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdio>

#include <fcntl.h>

#include "trial/validate/memory_file.hpp"

namespace attacca::validate {

int open_memory_file() {
  std::FILE* const file = std::tmpfile();
  if (file == nullptr) return -1;
  const int copy = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
  std::fclose(file);
  return copy;
}

}  // namespace attacca::validate
