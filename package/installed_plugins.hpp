// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <vector>

#include "package/plugin_format.hpp"
#include "package/search_paths.hpp"

namespace attacca::package {

/// Something with a plugin's extension on a search path.
struct InstalledPlugin {
  std::filesystem::path path;
  PluginFormat format = PluginFormat::vst3;
};

/// Every bundle on the search paths, in the order in which hosts meet them: folder by folder,
/// recursively, links followed. A folder met twice (by way of a link or a doubled path) is looked
/// into once. [main]
std::vector<InstalledPlugin> find_installed_plugins(const SearchPaths& paths);

}  // namespace attacca::package
