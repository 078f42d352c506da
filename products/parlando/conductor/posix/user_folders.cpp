// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/user_folders.hpp"

#include <cstdlib>
#include <string>

#include <unistd.h>

namespace parlando {
namespace {

namespace fs = std::filesystem;

/// Relative paths count as none (XDG Base Directory Specification 0.8).
fs::path in_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && value[0] == '/' ? fs::path(value) : fs::path();
}

}  // namespace

fs::path runtime_folder() {
  const fs::path runtime = in_environment("XDG_RUNTIME_DIR");
  return !runtime.empty() ? runtime / "parlando"
                          : fs::temp_directory_path() / ("parlando-" + std::to_string(::geteuid()));
}

fs::path state_folder() {
  fs::path base = in_environment("XDG_STATE_HOME");
  if (base.empty()) {
    base = in_environment("HOME");
    if (base.empty()) return {};
    base /= ".local/state";
  }
  return base / "parlando";
}

}  // namespace parlando
