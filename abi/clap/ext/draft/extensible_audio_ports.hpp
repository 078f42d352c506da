// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/port_type.hpp"

namespace attacca::clap {

struct Plugin;

inline constexpr char kExtExtensibleAudioPorts[] = "clap.extensible-audio-ports/1";

/// Lets the host add ports of its own. Filled by the plugin. A draft: may change under a new
/// revision number.
struct PluginExtensibleAudioPorts {
  using Owner = Plugin;
  static constexpr const char* kId = kExtExtensibleAudioPorts;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Puts a port at the end of the list. `port_details` as in AudioPortConfigurationRequest.
  /// [main & !active]
  bool (*add_port)(const Plugin* plugin, bool is_input, std::uint32_t channel_count,
                   const char* port_type, const void* port_details);
  /// [main & !active]
  bool (*remove_port)(const Plugin* plugin, bool is_input, std::uint32_t index);
};

}  // namespace attacca::clap
