// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "package/plugin_binary.hpp"
#include "package/plugin_format.hpp"

namespace attacca::package {

/// What a path turned out to hold: a bundle folder, a single-file plugin, or a bare binary.
struct PluginBundle {
  std::filesystem::path path;
  std::string name;                    ///< file name without extension
  std::optional<PluginFormat> format;  ///< from the extension; nothing for a bare binary
  bool is_folder = false;
  bool has_module_info = false;
  std::vector<PluginBinary> binaries;       ///< those that can be read, at least one
  std::vector<std::string> problems;        ///< why hosts would refuse it, each "what: where"
  std::vector<std::string> macos_problems;  ///< why macOS would, which is of no concern elsewhere
  std::vector<std::string> notes;           ///< where it is less than it could be, likewise

  /// The first build identity among the binaries.
  [[nodiscard]] const BuildIdentity* identity() const;

  /// Whether one of its binaries can be loaded on the machine this program runs on.
  [[nodiscard]] bool runs_here() const;

  /// Why hosts on the system that this program runs on would refuse it.
  [[nodiscard]] std::vector<std::string> problems_here() const;

  /// Why hosts on any system that it is packed for would refuse it.
  [[nodiscard]] std::vector<std::string> all_problems() const;

  /// "x86_64", "x86_64, aarch64" …
  [[nodiscard]] std::string architectures() const;
};

/// Reads a bundle or binary of any platform. Fails when there is nothing at the path, or no binary
/// in the folder, or none that can be read. What a host would refuse is listed in `problems` and
/// `macos_problems`.
/// [main]
Result<PluginBundle> read_plugin_bundle(const std::filesystem::path& path);

/// Whether what stands at the path may be replaced or removed as a plugin, be it damaged: a program
/// file, a folder with the parts of a bundle (Contents with an architecture's folder, MacOS,
/// Info.plist or moduleinfo.json), or a link to such a thing or to nothing. Its name alone makes
/// nothing a plugin. [main]
bool was_plugin(const std::filesystem::path& path);

}  // namespace attacca::package
