// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>

#include "parlando/net/udp_socket.hpp"

namespace parlando {

/// Of systems that give one packet a call.
struct ReceivedPackets::Storage {
  std::array<std::array<std::byte, kLargestPacket>, kMost> bytes;
  std::array<Packet, kMost> packets;
};

}  // namespace parlando
