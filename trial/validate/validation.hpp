// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "trial/validate/check_result.hpp"
#include "trial/validate/check_runner.hpp"
#include "trial/validate/named_profile.hpp"
#include "trial/validate/subject.hpp"

namespace attacca::validate {

struct ValidationOptions {
  RunnerOptions runner;
  std::vector<const Check*> checks;
  /// At least one. Checks that depend on the host's habits run once for each, the others under the
  /// first.
  std::vector<NamedProfile> profiles;
  /// Which watches count; none: all.
  std::vector<std::string> watches;
  /// A folder with states of past versions of the plugin; empty: none was given.
  std::filesystem::path golden;
  /// The calls of a host, for habits.replay; empty: none were given.
  std::filesystem::path replay;
};

/// A watched rule over all the checks of one plugin.
struct WatchResult {
  const Watch* watch = nullptr;
  std::uint64_t count = 0;
  std::vector<std::string> where;      ///< Distinct places.
  std::vector<std::string> in_checks;  ///< Names of the checks in which it was broken.
  std::string profile;                 ///< Under which it was broken in the first of them.
};

/// How many results there are of each kind; a watch counts like a check.
struct Counts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t warned = 0;
  std::size_t skipped = 0;
  Counts& operator+=(const Counts& other) noexcept;
};

struct PluginReport {
  Subject subject;
  std::vector<CheckResult> results;
  std::vector<WatchResult> watches;  ///< Those that were broken.
  std::size_t watches_kept = 0;      ///< How many were not.
  double seconds = 0.0;
  [[nodiscard]] Counts counts() const;
};

struct FileReport {
  std::filesystem::path path;
  CheckResult loading;
  std::vector<PluginReport> plugins;
  [[nodiscard]] Counts counts() const;
};

struct ValidationReport {
  std::uint64_t seed = 0;
  double patience = 1.0;  ///< Factor on the time that each check might take.
  std::filesystem::path golden;
  std::filesystem::path replay;
  std::vector<FileReport> files;
  bool was_interrupted = false;
  double seconds = 0.0;
  [[nodiscard]] Counts counts() const;
};

/// Called before each file's plugin, and after each check.
struct ValidationProgress {
  std::function<void(const Subject&, std::size_t checks)> on_plugin;
  std::function<void(const CheckResult&, std::size_t done)> on_result;
};

/// Validates one file with all its plugins. [main] Errors: see discover().
[[nodiscard]] Result<FileReport> validate_file(const std::filesystem::path& path,
                                               const ValidationOptions& options,
                                               const ValidationProgress& progress = {});

}  // namespace attacca::validate
