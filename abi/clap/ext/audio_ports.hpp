// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/flags.hpp"
#include "abi/clap/id.hpp"
#include "abi/clap/port_type.hpp"
#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtAudioPorts[] = "clap.audio-ports";

enum class AudioPortFlags : std::uint32_t {
  is_main = 1u << 0,  ///< at most one per direction, and then at index 0
  supports_64bits = 1u << 1,
  prefers_64bits = 1u << 2,  ///< together with supports_64bits
  /// All ports that carry this flag get the same sample size in one block.
  requires_common_sample_size = 1u << 3,
};
template <>
inline constexpr bool kIsFlags<AudioPortFlags> = true;

/// One audio port. Filled by the plugin.
struct AudioPortInfo {
  Id id;  ///< stays the same for ever, unique within its direction, not kInvalidId
  char name[kNameSize];
  AudioPortFlags flags;
  std::uint32_t channel_count;
  const char* port_type;  ///< see port_type.hpp; null if unspecified
  /// The id (not the index) of the port on the other side that may share its buffers, or
  /// kInvalidId.
  Id in_place_pair;
};

/// Lists the audio ports. Filled by the plugin; a plugin without it has none. The list changes
/// only while the plugin is inactive.
struct PluginAudioPorts {
  using Owner = Plugin;
  static constexpr const char* kId = kExtAudioPorts;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  std::uint32_t (*count)(const Plugin* plugin, bool is_input);
  /// Fills `info`; false if there is no such index. [main]
  bool (*get)(const Plugin* plugin, std::uint32_t index, bool is_input, AudioPortInfo* info);
};

enum class AudioPortsRescanFlags : std::uint32_t {
  names = 1u << 0,  ///< the only one that is legal while active
  flags = 1u << 1,
  channel_count = 1u << 2,
  port_type = 1u << 3,
  in_place_pair = 1u << 4,
  list = 1u << 5,  ///< ports were added or removed
};
template <>
inline constexpr bool kIsFlags<AudioPortsRescanFlags> = true;

/// Filled by the host.
struct HostAudioPorts {
  using Owner = Host;
  static constexpr const char* kId = kExtAudioPorts;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Asks for one flag at a time. [main]
  bool (*is_rescan_flag_supported)(const Host* host, AudioPortsRescanFlags flag);
  /// The host reads the ports again. Only supported flags may be given.
  /// [main; inactive], and [main] for names alone
  void (*rescan)(const Host* host, AudioPortsRescanFlags flags);
};

}  // namespace attacca::clap
