// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>

#include "parlando/net/udp_socket.hpp"

namespace parlando::bench {

/// What the conductor's process and the musicians' tell each other, in memory that both have.
struct Shared {
  std::atomic<std::uint32_t> acknowledged{0};
  std::atomic<std::uint32_t> wanted_rate{0};  ///< messages a second; 0: none
  std::atomic<std::uint64_t> sent{0};         ///< notes
  std::atomic<std::uint64_t> packets{0};      ///< that the musicians' process has received
  std::atomic<std::uint64_t> kernel_drops{0};
  std::atomic<std::uint64_t> rejected{0};
  // Of notes with time tags, by what the musician reports of them.
  std::atomic<bool> are_tagged{false};
  std::atomic<std::uint64_t> reported{0};
  std::atomic<std::uint64_t> late{0};
  std::atomic<std::uint64_t> within_half{0};  ///< a sample
  std::atomic<std::uint64_t> within_one{0};
  std::atomic<std::uint64_t> beyond{0};
  std::atomic<bool> ends{false};
};

/// Conducts from a process of its own until `shared.ends`: acknowledges, beats the pulse, and sends
/// notes to all musicians in turn, each in a packet of its own. [not audio]
void conduct(UdpSocket& socket, Shared& shared);

}  // namespace parlando::bench
