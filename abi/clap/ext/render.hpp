// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Plugin;

inline constexpr char kExtRender[] = "clap.render";

enum class PluginRenderMode : std::int32_t {
  realtime = 0,  ///< what every plugin starts in
  offline = 1,
};

/// Lets the plugin know whether someone waits for the output. Filled by the plugin.
struct PluginRender {
  using Owner = Plugin;
  static constexpr const char* kId = kExtRender;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// True if it cannot run faster than time itself, being tied to hardware for example. [main]
  bool (*has_hard_realtime_requirement)(const Plugin* plugin);
  /// [main]
  bool (*set)(const Plugin* plugin, PluginRenderMode mode);
};

}  // namespace attacca::clap
