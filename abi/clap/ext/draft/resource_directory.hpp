// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtResourceDirectory[] = "clap.resource-directory/1";

/// Keeps the files a project needs in a folder of the host. Filled by the plugin. A draft: may
/// change under a new revision number.
struct PluginResourceDirectory {
  using Owner = Plugin;
  static constexpr const char* kId = kExtResourceDirectory;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// An absolute path; null or empty takes it away. [main]
  void (*set_directory)(const Plugin* plugin, const char* path, bool is_shared);
  /// Copies the files in; `all` includes those that came with the plugin. [main]
  void (*collect)(const Plugin* plugin, bool all);
  /// [main]
  std::uint32_t (*get_files_count)(const Plugin* plugin);
  /// Writes a path relative to the folder; returns its bytes, or -1. [main]
  std::int32_t (*get_file_path)(const Plugin* plugin, std::uint32_t index, char* path,
                                std::uint32_t path_size);
};

/// Filled by the host. A draft: may change under a new revision number.
struct HostResourceDirectory {
  using Owner = Host;
  static constexpr const char* kId = kExtResourceDirectory;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  bool (*request_directory)(const Host* host, bool is_shared);
  /// A folder that was not shared may be deleted with its files. [main]
  void (*release_directory)(const Host* host, bool is_shared);
};

}  // namespace attacca::clap
