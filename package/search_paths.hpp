// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <vector>

#include "attacca/base/result.hpp"
#include "package/plugin_format.hpp"

namespace attacca::package {

/// Where hosts look for plugins, in the order in which they look: the first copy of a plugin wins.
struct SearchPaths {
  std::vector<std::filesystem::path> vst3;
  std::vector<std::filesystem::path> clap;

  [[nodiscard]] const std::vector<std::filesystem::path>& of(PluginFormat format) const {
    return format == PluginFormat::vst3 ? vst3 : clap;
  }

  /// Where hosts for Linux look: the format standards' folders for this user and this system, those
  /// of distributions with lib64 and of Flatpak, the folders `vst3` beside the programs `hosts`,
  /// and those named by the environment variables VST3_PATH and CLAP_PATH (separated by colons).
  /// On macOS the folders Library/Audio/Plug-Ins of this user, this machine and the network, and
  /// those in the programs. [main] Source: VST 3 Developer Portal, "Plug-in Locations"; CLAP's
  /// entry.h; Zrythm's manual, "Scanning for Plugins".
  static SearchPaths of_environment(const std::vector<std::filesystem::path>& hosts = {});
};

/// Whom an installed plugin is for.
enum class InstallScope { user, system };

/// The folder that plugins of a format are installed into: ~/.vst3, ~/.clap, /usr/lib/vst3 or
/// /usr/lib/clap; on macOS Library/Audio/Plug-Ins/VST3 or …/CLAP, of the user or the machine. Fails
/// when the user has no home folder. [main]
Result<std::filesystem::path> install_folder(PluginFormat format, InstallScope scope);

/// The user's home folder, from HOME or else the user database; empty when there is none. [main]
std::filesystem::path home_folder();

/// A path for people: the home folder shortened to "~". [main]
std::string shown(const std::filesystem::path& path);

/// The same as one word that can be typed into a POSIX shell: in single quotes where something in
/// it means something to a shell. [main]
std::string typed(const std::filesystem::path& path);

}  // namespace attacca::package
