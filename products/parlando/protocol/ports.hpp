// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace parlando {

// Where who listens, and how often what is sent: docs/parlando/protocol.md.

inline constexpr std::uint16_t kConductorPort = 30000;
inline constexpr std::uint16_t kTransportPort = 20000;

/// Processes of musicians draw theirs from here …
inline constexpr std::uint16_t kFirstMusicianPort = 9000;
inline constexpr std::uint16_t kLastMusicianPort = 19999;
/// … but for what TouchOSC and many examples (9000, 9001), servers for agents (9877) and AbletonOSC
/// (11000, 11001) are known to use.
inline constexpr std::array<std::uint16_t, 5> kPortsOfOthers = {9000, 9001, 9877, 11000, 11001};

/// [any]
[[nodiscard]] constexpr bool is_musician_port(std::uint16_t port) noexcept {
  return port >= kFirstMusicianPort && port <= kLastMusicianPort &&
         std::find(kPortsOfOthers.begin(), kPortsOfOthers.end(), port) == kPortsOfOthers.end();
}

inline constexpr std::int32_t kProtocolVersion = 1;
inline constexpr std::size_t kLargestPacketRead = 8192;  ///< bytes
inline constexpr std::size_t kLargestPacketSent = 1400;  ///< bytes

inline constexpr int kAnnounceMilliseconds = 5000;
inline constexpr int kAnnounceJitterMilliseconds = 500;
inline constexpr int kHeartbeatMilliseconds = 5000;
inline constexpr int kGoneMilliseconds = 15000;  ///< silence after which a musician is gone
inline constexpr int kPulseMilliseconds = 250;
inline constexpr int kPulseLostMilliseconds = 750;  ///< silence after which a conductor is gone
inline constexpr int kTransportMilliseconds = 50;
inline constexpr int kBundleGapMilliseconds = 2;  ///< between two bundles of announcements

}  // namespace parlando
