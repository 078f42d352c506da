// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/id.hpp"
#include "abi/clap/port_type.hpp"
#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct AudioPortInfo;
struct Host;
struct Plugin;

inline constexpr char kExtAudioPortsConfig[] = "clap.audio-ports-config";
inline constexpr char kExtAudioPortsConfigInfo[] = "clap.audio-ports-config-info/1";
inline constexpr char kExtAudioPortsConfigInfoCompat[] = "clap.audio-ports-config-info/draft-0";

/// One layout of ports a plugin offers, described by its main ports. Filled by the plugin.
struct AudioPortsConfig {
  Id id;
  char name[kNameSize];
  std::uint32_t input_port_count;
  std::uint32_t output_port_count;
  bool has_main_input;
  std::uint32_t main_input_channel_count;
  const char* main_input_port_type;
  bool has_main_output;
  std::uint32_t main_output_channel_count;
  const char* main_output_port_type;
};

/// Offers several layouts of ports to choose from. Filled by the plugin.
struct PluginAudioPortsConfig {
  using Owner = Plugin;
  static constexpr const char* kId = kExtAudioPortsConfig;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  std::uint32_t (*count)(const Plugin* plugin);
  /// Fills `config`; false if there is no such index. [main]
  bool (*get)(const Plugin* plugin, std::uint32_t index, AudioPortsConfig* config);
  /// The host reads the ports again after true. [main; inactive]
  bool (*select)(const Plugin* plugin, Id config_id);
};

/// Describes each port of a layout without selecting it. Filled by the plugin.
struct PluginAudioPortsConfigInfo {
  using Owner = Plugin;
  static constexpr const char* kId = kExtAudioPortsConfigInfo;
  static constexpr std::array<const char*, 1> kCompatIds{kExtAudioPortsConfigInfoCompat};

  /// kInvalidId if the present layout is none of those listed. [main]
  Id (*current_config)(const Plugin* plugin);
  /// Fills `info`; false if there is no such layout or index. [main]
  bool (*get)(const Plugin* plugin, Id config_id, std::uint32_t port_index, bool is_input,
              AudioPortInfo* info);
};

/// Filled by the host.
struct HostAudioPortsConfig {
  using Owner = Host;
  static constexpr const char* kId = kExtAudioPortsConfig;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The list of layouts is another one. [main]
  void (*rescan)(const Host* host);
};

}  // namespace attacca::clap
