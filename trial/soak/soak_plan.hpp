// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "host/plugin/plugin_description.hpp"
#include "host/profile/host_profile.hpp"
#include "trial/run/run_plan.hpp"

namespace attacca::trial {

/// What the command line said. Zero and empty mean "not given".
struct SoakOptions {
  std::vector<std::string> plugins;
  std::uint32_t instances = 2;
  double rate = 48'000.0;
  std::uint32_t block = 64;
  double minutes = 0.0;
  double seconds = 0.0;
  double changes_per_second = 1'000.0;
  std::string threads = "main";
  std::string profile = "attacca";
  std::optional<std::uint64_t> seed;
  bool no_editor = false;
  std::string html;
  std::string json_file;
  bool strict = false;
  bool quiet = false;
  double patience = 1.0;  ///< A factor on the time that a plugin may take for a step.
};

/// On which threads plugins are notified of their track.
enum class UpdateThreads : std::uint8_t { main, worker, both };

struct SoakedFile {
  std::filesystem::path path;
  host::PluginDescription description;
};

/// A soak, checked.
struct SoakPlan {
  std::vector<SoakedFile> files;
  std::uint32_t instances = 2;  ///< Of each file.
  double rate = 48'000.0;
  std::uint32_t block = 64;
  double seconds = 60.0;  ///< Of load; the idle phase comes after it.
  double changes_per_second = 1'000.0;
  UpdateThreads threads = UpdateThreads::main;
  host::HostProfile profile;
  std::string profile_name;
  std::uint64_t seed = 1;
  double patience = 1.0;
  bool opens_editors = true;
  std::vector<std::string> notes;  ///< What the user has to know about the files; for the report.
  std::string why_no_editors;      ///< "no display" or "off"; empty: they are opened.

  /// How long the idle phase measures: a twentieth of the soak, 0.5 to 3 s.
  [[nodiscard]] double idle_seconds() const noexcept;
  [[nodiscard]] double total_seconds() const noexcept;
  /// The length of one callback's period in nanoseconds.
  [[nodiscard]] double period_ns() const noexcept { return block / rate * 1e9; }
};

/// "main", "worker" or "both". [any]
[[nodiscard]] std::string_view name_of(UpdateThreads threads) noexcept;

/// Checks the options completely and scans the plugins in child processes. [main]
[[nodiscard]] tl::expected<SoakPlan, RunFault> plan_soak(const SoakOptions& options);

}  // namespace attacca::trial
