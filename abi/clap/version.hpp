// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::clap {

/// The version of the interface itself, carried by every table that starts a conversation. Either
/// side fills in the one it was built with.
struct Version {
  std::uint32_t major;
  std::uint32_t minor;
  std::uint32_t revision;
};

inline constexpr std::uint32_t kVersionMajor = 1;
inline constexpr std::uint32_t kVersionMinor = 2;
inline constexpr std::uint32_t kVersionRevision = 10;

/// The version these headers describe.
inline constexpr Version kVersion{kVersionMajor, kVersionMinor, kVersionRevision};

/// Whether the other side can be talked to: the layouts are stable since 1.0.0, and what came
/// before was a preview. [any]
[[nodiscard]] constexpr bool is_compatible(const Version& version) noexcept {
  return version.major >= 1;
}

/// Whether `version` came before `other`. [any]
[[nodiscard]] constexpr bool is_before(const Version& version, const Version& other) noexcept {
  if (version.major != other.major) return version.major < other.major;
  if (version.minor != other.minor) return version.minor < other.minor;
  return version.revision < other.revision;
}

}  // namespace attacca::clap
