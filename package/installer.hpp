// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "package/failure.hpp"
#include "package/plugin_format.hpp"
#include "package/search_paths.hpp"
#include "package/staging.hpp"

namespace attacca::package {

/// Where to install, and how.
struct InstallRequest {
  InstallScope scope = InstallScope::user;
  std::filesystem::path folder;   ///< not empty: this folder instead of the scope's
  bool any_architecture = false;  ///< accept bundles that this machine cannot load
  PlacingOptions placing = {};
  files::WriteWatcher write_watcher = {};
};

/// A bundle that was installed.
struct InstalledBundle {
  std::filesystem::path from;
  std::filesystem::path path;
  PluginFormat format = PluginFormat::vst3;
  std::string digest;  ///< of the tree, equal at both places
  bool replaced = false;
};

/// Installs bundles. All are read and checked before the first is installed. Each is copied beside
/// its place, synced, read back and compared, then renamed into place: a process that still maps
/// the old files keeps them, and whenever this one dies there is the old plugin or the new one.
/// What bears the name in that place and is no plugin is never replaced. Several processes may
/// install into one folder at once.
/// [main]
Outcome<std::vector<InstalledBundle>> install_bundles(
    const std::vector<std::filesystem::path>& bundles, const InstallRequest& request);

/// Removes installed bundles. `what` is a plugin's name (both formats), or a bundle's file name or
/// path (that format; only the last part of a path counts, so a build's own bundle is never
/// touched). Returns what was removed with all of its files. Fails when nothing of that name is
/// installed, when what has the name is no plugin (`was_plugin`), and when something cannot be
/// removed; then nothing is, or the error says where the rest lies. [main]
Outcome<std::vector<std::filesystem::path>> uninstall_bundle(const std::string& what,
                                                             const InstallRequest& request);

}  // namespace attacca::package
