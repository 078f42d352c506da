// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/color.hpp"
#include "abi/clap/flags.hpp"
#include "abi/clap/port_type.hpp"
#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtTrackInfo[] = "clap.track-info/1";
inline constexpr char kExtTrackInfoCompat[] = "clap.track-info.draft/1";

enum class TrackInfoFlags : std::uint64_t {
  has_track_name = 1u << 0,
  has_track_color = 1u << 1,
  has_audio_channel = 1u << 2,
  is_for_return_track = 1u << 3,  ///< a hint to start fully wet
  is_for_bus = 1u << 4,
  is_for_master = 1u << 5,
};
template <>
inline constexpr bool kIsFlags<TrackInfoFlags> = true;

/// The track a plugin sits on. Filled by the host; a field counts only if its has_ flag is set.
struct TrackInfo {
  TrackInfoFlags flags;
  char name[kNameSize];              ///< has_track_name
  Color color;                       ///< has_track_color
  std::int32_t audio_channel_count;  ///< has_audio_channel
  const char* audio_port_type;       ///< has_audio_channel; see port_type.hpp
};

/// Filled by the plugin.
struct PluginTrackInfo {
  using Owner = Plugin;
  static constexpr const char* kId = kExtTrackInfo;
  static constexpr std::array<const char*, 1> kCompatIds{kExtTrackInfoCompat};

  /// Something changed: ask HostTrackInfo::get what. Ask it once in Plugin::init too. [main]
  void (*changed)(const Plugin* plugin);
};

/// Filled by the host.
struct HostTrackInfo {
  using Owner = Host;
  static constexpr const char* kId = kExtTrackInfo;
  static constexpr std::array<const char*, 1> kCompatIds{kExtTrackInfoCompat};

  /// Fills `info`; false if the host knows nothing. [main]
  bool (*get)(const Host* host, TrackInfo* info);
};

}  // namespace attacca::clap
