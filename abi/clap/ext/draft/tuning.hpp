// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/events.hpp"
#include "abi/clap/id.hpp"
#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

/// Also the name of the event space that EventTuning lives in.
inline constexpr char kExtTuning[] = "clap.tuning/2";

/// From here on a channel is tuned this way. Filled by the host. Its space comes from the event
/// registry; the interface defines no number for its type.
struct EventTuning {
  EventHeader header;
  std::int16_t port_index;  ///< -1: all
  std::int16_t channel;     ///< 0..15, -1: all
  Id tunning_id;            ///< spelled like this in the interface
};

/// One tuning of the host's collection. Filled by the host.
struct TuningInfo {
  Id tuning_id;
  char name[kNameSize];
  bool is_dynamic;  ///< its values move in the course of time
};

/// Filled by the plugin. A draft: may change under a new revision number.
struct PluginTuning {
  using Owner = Plugin;
  static constexpr const char* kId = kExtTuning;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The collection is another one, query it again. [main]
  void (*changed)(const Plugin* plugin);
};

/// Filled by the host. A draft: may change under a new revision number.
struct HostTuning {
  using Owner = Host;
  static constexpr const char* kId = kExtTuning;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Semitones to add to the key in equal temperament with A4 at 440 Hz. [audio & in_process]
  double (*get_relative)(const Host* host, Id tuning_id, std::int32_t channel, std::int32_t key,
                         std::uint32_t sample_offset);
  /// Whether the key sounds at all; ask before get_relative. [audio & in_process]
  bool (*should_play)(const Host* host, Id tuning_id, std::int32_t channel, std::int32_t key);
  /// [main]
  std::uint32_t (*get_tuning_count)(const Host* host);
  /// Fills `info`; false if there is no such index. [main]
  bool (*get_info)(const Host* host, std::uint32_t tuning_index, TuningInfo* info);
};

}  // namespace attacca::clap
