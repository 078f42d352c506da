// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/user_paths.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

namespace attacca::standalone {

namespace fs = std::filesystem;

namespace {

/// Relative paths in these variables are to be ignored.
std::optional<fs::path> absolute_path_in(const char* variable) {
  const char* const value = std::getenv(variable);
  if (value == nullptr || !fs::path(value).is_absolute()) return std::nullopt;
  return fs::path(value);
}

std::optional<fs::path> path_of(const char* variable, const char* below_home,
                                std::string_view plugin_id, const char* extension) {
  std::optional<fs::path> folder = absolute_path_in(variable);
  if (!folder) {
    folder = absolute_path_in("HOME");
    if (folder) *folder /= below_home;
  }
  if (!folder) return std::nullopt;
  std::string name(plugin_id);
  for (char& character : name) {
    if (character == '/') character = '_';
  }
  return *folder / "attacca" / (name + extension);
}

}  // namespace

std::optional<fs::path> default_state_path(std::string_view plugin_id) {
  return path_of("XDG_STATE_HOME", ".local/state", plugin_id, ".state");
}

std::optional<fs::path> default_settings_path(std::string_view plugin_id) {
  return path_of("XDG_CONFIG_HOME", ".config", plugin_id, ".toml");
}

std::optional<fs::path> set_aside(const fs::path& path) {
  fs::path aside = path;
  aside += ".refused";
  std::error_code error;
  for (int number = 2; fs::exists(aside, error); ++number) {
    aside = path;
    aside += ".refused-" + std::to_string(number);
  }
  fs::rename(path, aside, error);
  if (error) return std::nullopt;
  return aside;
}

}  // namespace attacca::standalone
