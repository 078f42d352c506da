// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/flags.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtPosixFdSupport[] = "clap.posix-fd-support";

enum class PosixFdFlags : std::uint32_t {
  read = 1u << 0,
  write = 1u << 1,
  error = 1u << 2,
};
template <>
inline constexpr bool kIsFlags<PosixFdFlags> = true;

/// Hears of file descriptors that are ready, such as the connection to an X server. Filled by the
/// plugin.
struct PluginPosixFdSupport {
  using Owner = Plugin;
  static constexpr const char* kId = kExtPosixFdSupport;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Called as long as the descriptor is ready, not once per change: so stop asking for write when
  /// there is nothing left to write. [main]
  void (*on_fd)(const Plugin* plugin, int fd, PosixFdFlags flags);
};

/// Filled by the host.
struct HostPosixFdSupport {
  using Owner = Host;
  static constexpr const char* kId = kExtPosixFdSupport;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  bool (*register_fd)(const Host* host, int fd, PosixFdFlags flags);
  /// [main]
  bool (*modify_fd)(const Host* host, int fd, PosixFdFlags flags);
  /// At the latest in PluginGui::destroy, for the descriptors of a window. [main]
  bool (*unregister_fd)(const Host* host, int fd);
};

}  // namespace attacca::clap
