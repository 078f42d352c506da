// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>

namespace attacca::clap {

struct Host;

inline constexpr char kExtThreadCheck[] = "clap.thread-check";

/// Says which role the calling thread plays. Filled by the host.
struct HostThreadCheck {
  using Owner = Host;
  static constexpr const char* kId = kExtThreadCheck;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [any]
  bool (*is_main_thread)(const Host* host);
  /// The role, not one certain thread of the system. [any]
  bool (*is_audio_thread)(const Host* host);
};

}  // namespace attacca::clap
