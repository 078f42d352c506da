// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string_view>

namespace attacca::package {

/// The two formats of the project.
enum class PluginFormat { vst3, clap };

/// "vst3" or "clap". [any]
constexpr std::string_view name_of(PluginFormat format) noexcept {
  return format == PluginFormat::vst3 ? "vst3" : "clap";
}

/// ".vst3" or ".clap". [any]
constexpr std::string_view extension_of(PluginFormat format) noexcept {
  return format == PluginFormat::vst3 ? ".vst3" : ".clap";
}

/// The format that a file name's extension claims. [any]
constexpr std::optional<PluginFormat> format_of_name(std::string_view file_name) noexcept {
  for (const PluginFormat format : {PluginFormat::vst3, PluginFormat::clap}) {
    if (file_name.ends_with(extension_of(format))) return format;
  }
  return std::nullopt;
}

}  // namespace attacca::package
