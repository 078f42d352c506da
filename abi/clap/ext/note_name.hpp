// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/string_sizes.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtNoteName[] = "clap.note-name";

/// What a key is called, such as the drum behind it. Filled by the plugin; -1 means all.
struct NoteName {
  char name[kNameSize];
  std::int16_t port;
  std::int16_t key;
  std::int16_t channel;
};

/// Filled by the plugin.
struct PluginNoteName {
  using Owner = Plugin;
  static constexpr const char* kId = kExtNoteName;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  std::uint32_t (*count)(const Plugin* plugin);
  /// Fills `note_name`; false if there is no such index. [main]
  bool (*get)(const Plugin* plugin, std::uint32_t index, NoteName* note_name);
};

/// Filled by the host.
struct HostNoteName {
  using Owner = Host;
  static constexpr const char* kId = kExtNoteName;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The host reads the names again. [main]
  void (*changed)(const Host* host);
};

}  // namespace attacca::clap
