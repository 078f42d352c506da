// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "package/source_digest.hpp"

namespace attacca::package {

/// Somebody else's work that is in a plugin's binary.
struct LinkedLibrary {
  std::string name;
  std::string version;         ///< empty: not known
  std::string license;         ///< an SPDX expression, or NOASSERTION
  std::string homepage;        ///< empty: not known
  std::filesystem::path text;  ///< of its licence and copyright; empty where the system has none
};

/// What a build folder records about one of its plugins.
struct BuildManifest {
  std::string damage;  ///< why the record cannot be read; then only `target` (its file) is set
  std::string target;
  std::string name;
  std::filesystem::path binary;
  std::filesystem::path program;  ///< of its own, with STANDALONE; else empty
  std::filesystem::path icon;     ///< the program's, an SVG file; empty: none
  std::vector<std::filesystem::path> bundles;
  std::vector<SourceSet> sources;
  std::vector<LinkedLibrary> linked;  ///< none in records of an older version
};

/// Where a build folder keeps the records, one JSON file for each plugin.
inline constexpr const char* kManifestFolder = "plugins/manifest.d";

/// All records of a build folder, in the order of their files; those that cannot be read among
/// them, with the reason. Fails when there is none, or none that can be read. [main]
Result<std::vector<BuildManifest>> read_build_manifests(const std::filesystem::path& build);

}  // namespace attacca::package
