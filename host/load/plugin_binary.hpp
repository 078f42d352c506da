// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

#include "attacca/base/result.hpp"
#include "host/plugin/plugin_description.hpp"

namespace attacca::host {

struct PluginBinary {
  PluginFormat format = PluginFormat::clap;
  std::filesystem::path path;  ///< The library itself.
};

/// Finds the library to load for a .clap file, a .vst3 folder or a single-file .vst3. [main]
/// Errors: missing, another kind of file, a folder without a binary for this machine.
[[nodiscard]] Result<PluginBinary> find_plugin_binary(const std::filesystem::path& path);

}  // namespace attacca::host
