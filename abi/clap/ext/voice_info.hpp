// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/flags.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtVoiceInfo[] = "clap.voice-info";

enum class VoiceInfoFlags : std::uint64_t {
  /// The same key may sound twice, distinguished by note_id.
  supports_overlapping_notes = 1u << 0,
};
template <>
inline constexpr bool kIsFlags<VoiceInfoFlags> = true;

/// How many voices there are. Filled by the plugin.
struct VoiceInfo {
  std::uint32_t voice_count;     ///< usable now, 1..voice_capacity; 1 makes it monophonic
  std::uint32_t voice_capacity;  ///< made room for
  VoiceInfoFlags flags;
};

/// Filled by the plugin.
struct PluginVoiceInfo {
  using Owner = Plugin;
  static constexpr const char* kId = kExtVoiceInfo;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Fills `info`. [main; active]
  bool (*get)(const Plugin* plugin, VoiceInfo* info);
};

/// Filled by the host.
struct HostVoiceInfo {
  using Owner = Host;
  static constexpr const char* kId = kExtVoiceInfo;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The host queries the voices again. [main]
  void (*changed)(const Host* host);
};

}  // namespace attacca::clap
