// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdio>

#include <fcntl.h>
#include <sys/mman.h>

#include "trial/validate/memory_file.hpp"

namespace attacca::validate {

int open_memory_file() {
  const int memory = memfd_create("printed", MFD_CLOEXEC);
  if (memory >= 0) return memory;
  std::FILE* const file = std::tmpfile();  // where memfd_create(2) is missing
  if (file == nullptr) return -1;
  const int copy = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
  std::fclose(file);
  return copy;
}

}  // namespace attacca::validate
