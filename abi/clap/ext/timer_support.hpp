// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/id.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtTimerSupport[] = "clap.timer-support";

/// Filled by the plugin.
struct PluginTimerSupport {
  using Owner = Plugin;
  static constexpr const char* kId = kExtTimerSupport;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Comes again and again until the timer is unregistered. [main]
  void (*on_timer)(const Plugin* plugin, Id timer_id);
};

/// Filled by the host.
struct HostTimerSupport {
  using Owner = Host;
  static constexpr const char* kId = kExtTimerSupport;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Fills `timer_id`. The host may choose a longer period; about 30 Hz can be expected. [main]
  bool (*register_timer)(const Host* host, std::uint32_t period_ms, Id* timer_id);
  /// [main]
  bool (*unregister_timer)(const Host* host, Id timer_id);
};

}  // namespace attacca::clap
