// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;

inline constexpr char kExtEventRegistry[] = "clap.event-registry";

/// Gives numbers to event spaces beyond the core one. Filled by the host.
struct HostEventRegistry {
  using Owner = Host;
  static constexpr const char* kId = kExtEventRegistry;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Fills `space_id`; for an unknown name false and 65535. [main]
  bool (*query)(const Host* host, const char* space_name, std::uint16_t* space_id);
};

}  // namespace attacca::clap
