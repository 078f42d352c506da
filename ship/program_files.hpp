// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "package/build_manifest.hpp"
#include "package/failure.hpp"
#include "package/records.hpp"

namespace attacca::ship {

/// A plugin as a program of its own, as it lies in a release: relative to the release's folder.
struct ProgramFiles {
  std::string program;              ///< bin/my_gain
  std::string desktop_entry;        ///< share/applications/my_gain.desktop
  std::string icon;                 ///< share/icons/hicolor/scalable/apps/my_gain.svg; or empty
  std::vector<std::string> needed;  ///< shared libraries that the loader opens with it

  /// Those that there are. [any]
  [[nodiscard]] std::vector<std::string> all() const;
};

/// What a plugin's program would be in a release; its paths are empty if it has none. `plugin` is
/// the identity of the plugin's bundle, or null. [main]
/// Errors: it was not built, or from other sources than the bundle; it cannot be read; no icon.
[[nodiscard]] package::Outcome<ProgramFiles> look_at_program(const package::BuildManifest& manifest,
                                                             const package::BuildIdentity* plugin,
                                                             const std::filesystem::path& build);

/// Puts it into the release's folder. [main] Errors: the system's.
[[nodiscard]] Result<void> copy_program(const package::BuildManifest& manifest,
                                        const ProgramFiles& files,
                                        const std::filesystem::path& folder);

/// What desktops show of a program. `name` and `target` as in the build. [any]
/// Source: freedesktop.org, Desktop Entry Specification 1.5.
[[nodiscard]] std::string desktop_entry(const std::string& name, const std::string& target,
                                        bool has_icon);

}  // namespace attacca::ship
