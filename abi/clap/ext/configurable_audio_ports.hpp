// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/port_type.hpp"

namespace attacca::clap {

struct Plugin;

inline constexpr char kExtConfigurableAudioPorts[] = "clap.configurable-audio-ports/1";
inline constexpr char kExtConfigurableAudioPortsCompat[] = "clap.configurable-audio-ports.draft1";

/// A request for one port. Filled by the host.
struct AudioPortConfigurationRequest {
  bool is_input;
  std::uint32_t port_index;
  std::uint32_t channel_count;
  const char* port_type;
  /// By port_type: null for mono and stereo, a const SurroundChannel per channel for surround, a
  /// const AmbisonicConfig for ambisonic.
  const void* port_details;
};

/// Lets the host dictate the layout of the ports. Filled by the plugin.
struct PluginConfigurableAudioPorts {
  using Owner = Plugin;
  static constexpr const char* kId = kExtConfigurableAudioPorts;
  static constexpr std::array<const char*, 1> kCompatIds{kExtConfigurableAudioPortsCompat};

  /// Answers without changing anything. [main; inactive]
  bool (*can_apply_configuration)(const Plugin* plugin,
                                  const AudioPortConfigurationRequest* requests,
                                  std::uint32_t request_count);
  /// All requests or none. The host knows the outcome: no rescan. [main; inactive]
  bool (*apply_configuration)(const Plugin* plugin, const AudioPortConfigurationRequest* requests,
                              std::uint32_t request_count);
};

}  // namespace attacca::clap
