// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/own_program.hpp"

#include <string>

#include <libproc.h>
#include <unistd.h>

namespace attacca::files {

std::filesystem::path own_program() {
  std::string path(PROC_PIDPATHINFO_MAXSIZE, '\0');
  const int size = ::proc_pidpath(::getpid(), path.data(), static_cast<std::uint32_t>(path.size()));
  path.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return path;
}

}  // namespace attacca::files
