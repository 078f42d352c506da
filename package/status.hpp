// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "package/build_manifest.hpp"
#include "package/mapped_files.hpp"
#include "package/plugin_format.hpp"
#include "package/records.hpp"
#include "package/search_paths.hpp"

namespace attacca::package {

/// How a copy of a plugin stands to what it should be.
enum class CopyState {
  current,      ///< a built bundle: from the sources as they are; installed: equal to the built one
  other_build,  ///< from the same sources, but not the same bytes (flags, compiler, time)
  stale,        ///< from other sources
  unknown,      ///< carries no build identity
  missing,      ///< a bundle that the build should have made
  unreadable,   ///< damaged, or not to be opened
};

/// "current", "other build", "stale", "unknown", "missing" or "unreadable". [any]
std::string_view name_of(CopyState state) noexcept;

/// One copy of a plugin, built or installed.
struct PluginCopy {
  std::filesystem::path path;
  PluginFormat format = PluginFormat::vst3;
  CopyState state = CopyState::unknown;
  std::string digest;  ///< SHA-256 over the bundle's tree; empty when it cannot be read
  std::optional<BuildIdentity> identity;
  std::filesystem::path shadowed_by;  ///< an installed copy that hosts meet earlier; or empty
  std::vector<std::filesystem::path> binaries;
};

/// One plugin of a build: its sources, its bundles, and what is installed and running of it.
struct PluginStatus {
  std::string target;
  std::string name;
  std::string sources;  ///< the digest of the sources as they are now
  std::vector<PluginCopy> built;
  std::vector<PluginCopy> installed;
  std::vector<OutdatedMapping> running;
  std::vector<std::string> findings;  ///< what is wrong, a sentence each; empty when all is well
  std::vector<std::string> notes;     ///< what is worth knowing, and no fault

  [[nodiscard]] bool stale() const { return !findings.empty(); }
};

/// Lays the sources, the built bundles and every installed copy side by side for each plugin of a
/// build folder. Copies are recognised by their build identity or plugin ids, else by their name.
/// What cannot be read of one plugin is among its findings. Fails when the build folder has no
/// plugins. [main]
Result<std::vector<PluginStatus>> status_of_build(const std::filesystem::path& build,
                                                  const SearchPaths& paths,
                                                  const std::filesystem::path& proc = "/proc");

}  // namespace attacca::package
