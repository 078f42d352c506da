// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "attacca/state/preset.hpp"

namespace attacca::detail {
struct PluginEntry;
}

namespace attacca::core {

struct PresetFolder {
  std::string path;  ///< with a `/` behind
  bool is_factory = false;
};

/// What serves presets in files, where the build asks for it: attacca_add_plugin(… USER_PRESETS).
/// They lie where VST3 hosts look, <root>/<vendor>/<name>/*.vstpreset, so that hosts of that format
/// list them by themselves; for the others the plugin does. [not audio]
struct PresetFileCode {
  /// Folders of one plugin, be they there or not; the user's first, if there is a home.
  std::vector<PresetFolder> (*folders)(const detail::PluginEntry& plugin);
  /// Those of this plugin by their class, the user's first; others, and what cannot be read, are
  /// passed over.
  std::vector<PresetFile> (*list)(const detail::PluginEntry& plugin);
  /// The plugin that the file at `path` is for, by its class; null if it is none of this binary's,
  /// no preset, or cut off.
  const detail::PluginEntry* (*plugin_of)(const std::string& path);
  /// What people call the preset: the name of its file, as UTF-8 whatever its bytes are.
  std::string (*name_of)(const std::string& path);
  /// The state in a file. Errors: unreadable, damaged, of another plugin.
  Result<std::string> (*read)(const std::string& path, const detail::PluginEntry& plugin);
  /// Writes one of the user's and returns its path; one of the same name is replaced. Errors: no
  /// name, one that becomes the name of another preset's file, what the system says.
  Result<std::string> (*write)(std::string_view name, std::string_view state,
                               const detail::PluginEntry& plugin);
};

/// Null where the build does not ask for it. [any]
[[nodiscard]] const PresetFileCode* preset_file_code() noexcept;

}  // namespace attacca::core
