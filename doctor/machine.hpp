// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "package/search_paths.hpp"

namespace attacca::doctor {

/// What a command answered.
struct Answer {
  /// -1: it did not run, did not end within ten seconds, or crashed.
  std::int64_t exit_code = -1;
  std::string text;  ///< Of its standard output, at most a megabyte.

  [[nodiscard]] bool is_good() const noexcept { return exit_code == 0; }
};

/// Everything that is looked at, so that tests can look at another machine.
struct Machine {
  package::SearchPaths plugins;
  std::filesystem::path home;
  std::filesystem::path cache;                  ///< $XDG_CACHE_HOME, or ~/.cache
  std::filesystem::path config;                 ///< $XDG_CONFIG_HOME, or ~/.config
  std::vector<std::filesystem::path> programs;  ///< $PATH

  // Limits of this process; UINT64_MAX: none.
  std::uint64_t realtime_priority = 0;
  std::uint64_t locked_memory = 0;  ///< bytes
  std::uint64_t open_files = 0;

  std::uint32_t user = 0;  ///< its number
  std::string display;     ///< $DISPLAY
  std::filesystem::path governors = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";

  /// Runs a program of $PATH, or one by its path, with nothing on its standard input. [main]
  std::function<Answer(const std::vector<std::string>& command)> run;
  /// Whether the loader finds a library by that name. [main]
  std::function<bool(const char* library)> can_load;

  /// The one that this program runs on. [main]
  [[nodiscard]] static Machine here();

  /// Where a program is, if it is in $PATH. [main]
  [[nodiscard]] std::optional<std::filesystem::path> program(const std::string& name) const;
};

}  // namespace attacca::doctor
