// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/user_log.hpp"

#include <cstdlib>

#include <unistd.h>

namespace attacca::core {

std::string user_log() {
  const char* const home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  std::string path = std::string(home) + "/Library/Logs/attacca.log";
  if (::access(path.c_str(), W_OK) != 0) return {};
  return path;
}

}  // namespace attacca::core
