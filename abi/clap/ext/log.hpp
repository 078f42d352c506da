// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;

inline constexpr char kExtLog[] = "clap.log";

enum class LogSeverity : std::int32_t {
  debug = 0,
  info = 1,
  warning = 2,
  error = 3,
  fatal = 4,
  host_misbehaving = 5,    ///< the plugin blames the host
  plugin_misbehaving = 6,  ///< a layer around the plugin blames the plugin
};

/// A log kept by the host. Filled by the host.
struct HostLog {
  using Owner = Host;
  static constexpr const char* kId = kExtLog;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [any]
  void (*log)(const Host* host, LogSeverity severity, const char* msg);
};

}  // namespace attacca::clap
