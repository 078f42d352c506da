// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtLatency[] = "clap.latency";

/// How late the output is. Filled by the plugin.
struct PluginLatency {
  using Owner = Plugin;
  static constexpr const char* kId = kExtLatency;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// In samples. [main & being_activated | main & active]
  std::uint32_t (*get)(const Plugin* plugin);
};

/// Filled by the host.
struct HostLatency {
  using Owner = Host;
  static constexpr const char* kId = kExtLatency;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Only inside Plugin::activate. A plugin that is already active calls Host::request_restart
  /// and takes its new latency in the activate that follows, not on each activate.
  /// [main & being_activated]
  void (*changed)(const Host* host);
};

}  // namespace attacca::clap
