// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Plugin;

inline constexpr char kExtAudioPortsActivation[] = "clap.audio-ports-activation/2";
inline constexpr char kExtAudioPortsActivationCompat[] = "clap.audio-ports-activation/draft-2";

/// Lets the host say which ports are connected. Filled by the plugin. All ports start active, and
/// which are is no part of the saved state.
struct PluginAudioPortsActivation {
  using Owner = Plugin;
  static constexpr const char* kId = kExtAudioPortsActivation;
  static constexpr std::array<const char*, 1> kCompatIds{kExtAudioPortsActivationCompat};

  /// Whether set_active may be called while active. [main]
  bool (*can_activate_while_processing)(const Plugin* plugin);
  /// `sample_size` in bits: 32, 64, or 0 if not known yet.
  /// [main; inactive], and [audio; active] if can_activate_while_processing
  bool (*set_active)(const Plugin* plugin, bool is_input, std::uint32_t port_index, bool is_active,
                     std::uint32_t sample_size);
};

}  // namespace attacca::clap
