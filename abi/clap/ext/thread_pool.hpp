// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtThreadPool[] = "clap.thread-pool";

/// Work to be spread over the host's threads. Filled by the plugin.
struct PluginThreadPool {
  using Owner = Plugin;
  static constexpr const char* kId = kExtThreadPool;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Does one task. Runs on the host's workers, several tasks at a time, while the plugin's process
  /// call waits for them; so the rules of the audio thread hold.
  void (*exec)(const Plugin* plugin, std::uint32_t task_index);
};

/// Filled by the host.
struct HostThreadPool {
  using Owner = Host;
  static constexpr const char* kId = kExtThreadPool;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Has tasks 0 to num_tasks - 1 done and returns when they are. On false do them yourself.
  /// [audio; in process]
  bool (*request_exec)(const Host* host, std::uint32_t num_tasks);
};

}  // namespace attacca::clap
