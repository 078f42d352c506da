// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/factory/preset_location_kind.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtPresetLoad[] = "clap.preset-load/2";
inline constexpr char kExtPresetLoadCompat[] = "clap.preset-load.draft/2";

/// Loads presets that preset discovery found. Filled by the plugin.
struct PluginPresetLoad {
  using Owner = Plugin;
  static constexpr const char* kId = kExtPresetLoad;
  static constexpr std::array<const char*, 1> kCompatIds{kExtPresetLoadCompat};

  /// `load_key` picks a preset out of a container and is null otherwise. [main]
  bool (*from_location)(const Plugin* plugin, PresetDiscoveryLocationKind location_kind,
                        const char* location, const char* load_key);
};

/// Filled by the host.
struct HostPresetLoad {
  using Owner = Host;
  static constexpr const char* kId = kExtPresetLoad;
  static constexpr std::array<const char*, 1> kCompatIds{kExtPresetLoadCompat};

  /// `os_error` is errno or its like, 0 if there is none. [main]
  void (*on_error)(const Host* host, PresetDiscoveryLocationKind location_kind,
                   const char* location, const char* load_key, std::int32_t os_error,
                   const char* msg);
  /// The plugin has loaded a preset, asked or on its own account. [main]
  void (*loaded)(const Host* host, PresetDiscoveryLocationKind location_kind, const char* location,
                 const char* load_key);
};

}  // namespace attacca::clap
