// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "binary/binary_image.hpp"
#include "package/plugin_format.hpp"
#include "package/records.hpp"

namespace attacca::package {

/// A program file, read and described without executing it.
struct PluginBinary {
  std::filesystem::path path;
  std::vector<std::byte> bytes;  ///< the content that the rest describes
  binary::BinaryImage image;
  std::optional<BuildIdentity> identity;
  std::vector<PluginMetadata> plugins;

  /// Formats whose every entry point is exported.
  [[nodiscard]] std::vector<PluginFormat> formats() const;

  /// Why a host would refuse the format; nothing when it would not. One sentence without the path.
  [[nodiscard]] std::optional<std::string> refusal(PluginFormat format) const;

  /// "x86_64", or "x86_64 + arm64" for a universal file.
  [[nodiscard]] std::string architectures() const;
};

/// Reads any program file. Fails when it cannot be read, is cut short or is no program file.
/// [main]
Result<PluginBinary> read_plugin_binary(const std::filesystem::path& path);

/// The symbols that a format's hosts look up in a program file of that family. [any]
std::vector<std::string_view> entry_points(PluginFormat format, binary::ObjectFormat object_format);

}  // namespace attacca::package
