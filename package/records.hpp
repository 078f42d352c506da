// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "binary/binary_image.hpp"

namespace attacca::package {

/// Which sources a binary was built from, as the build wrote it into the binary.
struct BuildIdentity {
  std::string plugin;    ///< the build target
  std::string revision;  ///< of the version control system, or "unknown"
  bool dirty = false;    ///< the sources differed from that revision
  std::string sources;   ///< "sha256:" and the digest over the framework's and plugin's sources
  std::string compiler;
  std::string flags;
  std::string build_type;
  std::string time;  ///< UTC, ISO 8601
  std::string framework;

  /// One line for a person: digest (short), revision, state of the tree, time.
  [[nodiscard]] std::string summary() const;
};

/// One plugin of a binary, as its compile-time constants describe it.
struct PluginMetadata {
  std::string id;
  std::string name;
  std::string vendor;
  std::string url;
  std::string email;
  std::string version;
  std::string description;
  std::vector<std::string> clap_features;
  std::string vst3_class;  ///< 32 hex digits; empty when it has no VST3 form
  std::vector<std::string> vst3_subcategories;
  std::string vst3_sdk;
  std::uint32_t vst3_flags = 0;
};

/// Finds the build identity in a binary without running it: the section first, then the record's
/// first line anywhere in the file. Nothing when there is none that can be read. [any]
std::optional<BuildIdentity> find_build_identity(std::span<const std::byte> file,
                                                 const binary::BinaryImage* image);

/// Finds the plugin descriptions the same way. Empty when there is none that can be read. [any]
std::vector<PluginMetadata> find_plugin_metadata(std::span<const std::byte> file,
                                                 const binary::BinaryImage* image);

/// The record's JSON line read into its fields. Unknown keys are ignored, missing ones stay empty;
/// a record without plugin or sources is none. [any]
std::optional<BuildIdentity> parse_build_identity(std::string_view json);

/// The lines after the record's first one. A line of an unknown key is ignored; a line without a
/// tab, or before the first plugin, makes the record unreadable (empty result). [any]
std::vector<PluginMetadata> parse_plugin_metadata(std::string_view lines);

}  // namespace attacca::package
