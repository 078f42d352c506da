// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "parlando/conductor/outbox.hpp"
#include "parlando/protocol/packet.hpp"

namespace parlando::test {

/// Keeps the packets, and reads them as a process of musicians does.
class FakeWire final : public Wire {
 public:
  struct Received {
    SocketAddress to;
    FromConductor message;
    When when;
  };

  bool send(const SocketAddress& to, std::span<const std::byte> packet) override {
    if (room == 0) return false;
    --room;
    largest = std::max(largest, packet.size());
    packets.emplace_back(to, packet.size());
    read_packet<FromConductor>(packet, key, counts,
                               [&](const FromConductor& message, const When& when) {
                                 received.push_back({to, message, when});
                               });
    return true;
  }

  template <typename Message>
  [[nodiscard]] std::vector<std::pair<Message, When>> all() const {
    std::vector<std::pair<Message, When>> found;
    for (const Received& one : received) {
      if (const auto* message = std::get_if<Message>(&one.message)) {
        found.emplace_back(*message, one.when);
      }
    }
    return found;
  }

  std::vector<std::pair<SocketAddress, std::size_t>> packets;
  std::vector<Received> received;
  PacketCounts counts;
  std::string key;
  std::size_t largest = 0;
  std::size_t room = ~std::size_t{0};
};

}  // namespace parlando::test
