// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtSurround[] = "clap.surround/4";
inline constexpr char kExtSurroundCompat[] = "clap.surround.draft/4";

/// Loudspeakers by place: front, back, side, top; left, centre, right.
enum class SurroundChannel : std::uint8_t {
  fl = 0,
  fr = 1,
  fc = 2,
  lfe = 3,  ///< low-frequency effects
  bl = 4,
  br = 5,
  flc = 6,  ///< between front left and front centre
  frc = 7,  ///< between front right and front centre
  bc = 8,
  sl = 9,
  sr = 10,
  tc = 11,
  tfl = 12,
  tfc = 13,
  tfr = 14,
  tbl = 15,
  tbc = 16,
  tbr = 17,
  tsl = 18,
  tsr = 19,
};

/// For ports of type kPortSurround. Filled by the plugin.
struct PluginSurround {
  using Owner = Plugin;
  static constexpr const char* kId = kExtSurround;
  static constexpr std::array<const char*, 1> kCompatIds{kExtSurroundCompat};

  /// Bit n of the mask stands for the SurroundChannel of value n. [main]
  bool (*is_channel_mask_supported)(const Plugin* plugin, std::uint64_t channel_mask);
  /// Fills in the place of each channel and returns how many. [main]
  std::uint32_t (*get_channel_map)(const Plugin* plugin, bool is_input, std::uint32_t port_index,
                                   SurroundChannel* channel_map,
                                   std::uint32_t channel_map_capacity);
};

/// Filled by the host.
struct HostSurround {
  using Owner = Host;
  static constexpr const char* kId = kExtSurround;
  static constexpr std::array<const char*, 1> kCompatIds{kExtSurroundCompat};

  /// The host reads the maps again. [main; inactive]
  void (*changed)(const Host* host);
};

}  // namespace attacca::clap
