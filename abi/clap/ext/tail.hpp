// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtTail[] = "clap.tail";

/// How long it sounds on after the input has ended. Filled by the plugin.
struct PluginTail {
  using Owner = Plugin;
  static constexpr const char* kId = kExtTail;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// In samples; INT32_MAX or more means without end. [any]
  std::uint32_t (*get)(const Plugin* plugin);
};

/// Filled by the host.
struct HostTail {
  using Owner = Host;
  static constexpr const char* kId = kExtTail;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The host queries the tail again. [audio]
  void (*changed)(const Host* host);
};

}  // namespace attacca::clap
