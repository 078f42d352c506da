// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/single_packets.hpp"

namespace parlando {

ReceivedPackets::ReceivedPackets() : storage_(std::make_unique<Storage>()) {}

ReceivedPackets::~ReceivedPackets() = default;

ReceivedPackets::Packet ReceivedPackets::operator[](std::size_t index) const noexcept {
  return storage_->packets[index];
}

// Linux alone tells.
std::uint64_t UdpSocket::kernel_drops() noexcept {
  return drops_;
}

}  // namespace parlando
