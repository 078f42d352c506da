// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/version.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtLatency[] = "clap.latency";

/// How late the output is. Filled by the plugin.
struct PluginLatency {
  using Owner = Plugin;
  static constexpr const char* kId = kExtLatency;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// In samples. [main; being activated or active]
  std::uint32_t (*get)(const Plugin* plugin);
};

/// Filled by the host.
struct HostLatency {
  using Owner = Host;
  static constexpr const char* kId = kExtLatency;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Only inside Plugin::activate. A plugin that is already active calls Host::request_restart
  /// and takes its new latency in the activate that follows, not on each activate.
  /// [main; being activated]
  void (*changed)(const Host* host);
};

/// Whether a plugin that was built with this version may call HostLatency::changed inside
/// Plugin::activate only. Until CLAP 1.2.2, the latency could change whenever the plugin was not
/// active. [any]
[[nodiscard]] constexpr bool latency_changes_in_activate_only(const Version& plugin) noexcept {
  return !is_before(plugin, {1, 2, 2});
}

}  // namespace attacca::clap
