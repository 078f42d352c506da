// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;
struct Plugin;
struct PluginDescriptor;
struct PluginEntry;

inline constexpr char kPluginFactoryId[] = "clap.plugin-factory";

/// Lists the plugins of a file and makes instances of them. Filled by the plugin; all of it [any].
struct PluginFactory {
  using Owner = PluginEntry;
  static constexpr const char* kId = kPluginFactoryId;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [any]
  std::uint32_t (*get_plugin_count)(const PluginFactory* factory);
  /// Null if there is no such index. [any]
  const PluginDescriptor* (*get_plugin_descriptor)(const PluginFactory* factory,
                                                   std::uint32_t index);
  /// Null unless the id matches exactly. The host must not be called before Plugin::init. [any]
  const Plugin* (*create_plugin)(const PluginFactory* factory, const Host* host,
                                 const char* plugin_id);
};

}  // namespace attacca::clap
