// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "package/source_digest.hpp"

namespace attacca::package {

/// What a build folder records about one of its plugins.
struct BuildManifest {
  std::string target;
  std::string name;
  std::filesystem::path binary;
  std::vector<std::filesystem::path> bundles;
  std::vector<SourceSet> sources;
};

/// Where a build folder keeps the records, one JSON file for each plugin.
inline constexpr const char* kManifestFolder = "plugins/manifest.d";

/// All records of a build folder, in the order of their targets. Fails when there is none or one
/// cannot be read. [main]
Result<std::vector<BuildManifest>> read_build_manifests(const std::filesystem::path& build);

}  // namespace attacca::package
