// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;
struct OStream;
struct Plugin;

inline constexpr char kExtWebview[] = "clap.webview/3";

/// A window that is a web page shown by the host. Filled by the plugin. A draft: may change under
/// a new revision number.
struct PluginWebview {
  using Owner = Plugin;
  static constexpr const char* kId = kExtWebview;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Returns the length of the address with its NUL, even if it did not fit; 0 or less on error.
  /// With a capacity of 0 the buffer may be null. [main]
  std::int32_t (*get_uri)(const Plugin* plugin, char* uri, std::uint32_t uri_capacity);
  /// The path starts with a slash. False unless all of it was written. [main]
  bool (*get_resource)(const Plugin* plugin, const char* path, char* mime,
                       std::uint32_t mime_capacity, const OStream* data_stream);
  /// A message of the page. [main]
  bool (*receive)(const Plugin* plugin, const void* buffer, std::uint32_t size);
};

/// Filled by the host. A draft: may change under a new revision number.
struct HostWebview {
  using Owner = Host;
  static constexpr const char* kId = kExtWebview;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// A message to the page; false if it is closed. [main]
  bool (*send)(const Host* host, const void* buffer, std::uint32_t size);
};

}  // namespace attacca::clap
