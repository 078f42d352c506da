// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "package/failure.hpp"
#include "package/plugin_binary.hpp"
#include "package/plugin_format.hpp"
#include "package/staging.hpp"

namespace attacca::package {

/// What to make of a set of binaries.
struct BundleRequest {
  std::string name;                   ///< empty: the first plugin's name, else the file's
  std::filesystem::path out = ".";    ///< made when missing
  std::vector<PluginFormat> formats;  ///< empty: every format that all binaries export
  std::string macos_identifier;       ///< empty: derived from the plugin's id
  PlacingOptions placing = {};
};

/// A bundle that was written.
struct MadeBundle {
  std::filesystem::path path;
  PluginFormat format = PluginFormat::vst3;
  std::vector<std::string> architectures;
  bool has_module_info = false;
};

/// Packs the binaries of one plugin, each for another platform or architecture, as one bundle for
/// each format. Nothing is executed: formats come from the exported symbols, places from the
/// headers, moduleinfo.json from the metadata record (left out when there is none). Each bundle is
/// made beside its place and then renamed into it, replacing an older one whole; on failure the
/// older one is intact. [main]
Outcome<std::vector<MadeBundle>> make_bundles(const std::vector<PluginBinary>& binaries,
                                              const BundleRequest& request);

}  // namespace attacca::package
