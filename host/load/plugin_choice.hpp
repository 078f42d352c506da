// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "host/plugin/plugin_description.hpp"

namespace attacca::host {

/// A plugin file and which of its plugins is meant, as people write it: FILE or FILE#ID.
struct PluginChoice {
  std::filesystem::path path;
  std::string id;  ///< A plugin's id, or its name; empty: none is named.
};

/// Reads FILE or FILE#ID. The # counts only after a name that ends in .clap or .vst3, and not where
/// a file has that very name with the # in it. [main]
[[nodiscard]] PluginChoice parse_plugin_choice(const std::string& text);

/// Whether a plugin is the one that `id` names: by its id (of VST3 in either case) or its name.
/// Empty: every plugin is. [any]
[[nodiscard]] bool is_chosen(const PluginDescription& plugin, std::string_view id) noexcept;

/// "FILE has no plugin \"ID\"; it has: …", the nearest first. [main]
[[nodiscard]] std::string no_such_plugin(const std::filesystem::path& path, std::string_view id,
                                         const std::vector<PluginDescription>& declared);

}  // namespace attacca::host
