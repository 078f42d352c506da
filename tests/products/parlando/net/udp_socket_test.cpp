// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/udp_socket.hpp"

#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "parlando/net/native_socket.hpp"
#include "parlando/net/receive_ports.hpp"

namespace parlando::test {
namespace {

UdpSocket open_any() {
  auto socket = UdpSocket::open({});
  REQUIRE(socket);
  return std::move(*socket);
}

std::vector<std::byte> packet_of(std::size_t size, std::uint8_t content) {
  return std::vector<std::byte>(size, std::byte{content});
}

}  // namespace

TEST_CASE("packets arrive whole, in order, with where they came from") {
  UdpSocket to = open_any();
  const UdpSocket from = open_any();
  for (std::uint8_t i = 0; i < 40; ++i) CHECK(from.send(to.local(), packet_of(i, i)));
  ReceivedPackets packets;
  REQUIRE(to.receive(packets) == ReceivedPackets::kMost);
  std::vector<ReceivedPackets::Packet> seen;
  std::size_t expected = 0;
  for (std::size_t round = 0; round < 2; ++round) {
    if (round == 1) REQUIRE(to.receive(packets) == 40 - ReceivedPackets::kMost);
    for (std::size_t i = 0; i < packets.size(); ++i, ++expected) {
      const auto packet = packets[i];
      REQUIRE(packet.bytes.size() == expected);
      if (expected > 0) CHECK(packet.bytes.back() == std::byte(expected));
      CHECK(packet.from == from.local());
      CHECK_FALSE(packet.is_cut);
    }
  }
  CHECK(to.receive(packets) == 0);
  CHECK(packets.size() == 0);
}

TEST_CASE("a packet that is longer than what is read says so") {
  UdpSocket to = open_any();
  const UdpSocket from = open_any();
  CHECK(from.send(to.local(), packet_of(ReceivedPackets::kLargestPacket, 1)));
  CHECK(from.send(to.local(), packet_of(ReceivedPackets::kLargestPacket + 1, 1)));
  ReceivedPackets packets;
  REQUIRE(to.receive(packets) == 2);
  CHECK_FALSE(packets[0].is_cut);
  CHECK(packets[1].is_cut);
  CHECK(packets[1].bytes.size() == ReceivedPackets::kLargestPacket);
}

TEST_CASE("what cannot be sent is said, and nobody at the other end does no harm") {
  const UdpSocket from = open_any();
  CHECK_FALSE(from.send(from.local(), packet_of(70'000, 1)));
  SocketAddress nobody;
  {
    nobody = open_any().local();
  }
  for (int i = 0; i < 3; ++i) CHECK(from.send(nobody, packet_of(1, 1)));
}

TEST_CASE("who has spoken to somebody who has gone still hears the others") {
  UdpSocket to = open_any();
  const UdpSocket from = open_any();
  SocketAddress nobody;
  {
    nobody = open_any().local();
  }
  for (int i = 0; i < 3; ++i) CHECK(to.send(nobody, packet_of(1, 1)));
  CHECK(from.send(to.local(), packet_of(5, 7)));
  ReceivedPackets packets;
  REQUIRE(to.receive(packets) == 1);
  CHECK(packets[0].bytes.size() == 5);
  CHECK(to.receive(packets) == 0);
}

TEST_CASE("a port that is taken is refused, whoever has it, and who to ask is said") {
  const UdpSocket first = open_any();
  const auto second = UdpSocket::open(first.local());
  REQUIRE_FALSE(second);
  CHECK(second.error().message.find(to_string(first.local())) != std::string::npos);
  CHECK(second.error().message.find("another program does") != std::string::npos);
  CHECK(second.error().message.find(native::kShowsPorts) != std::string::npos);
}

TEST_CASE("a drawn port is in the range, and the next process that draws the same takes another") {
  const auto first = UdpSocket::open_drawn(SocketAddress::kLoopback, 123'456'789);
  const auto second = UdpSocket::open_drawn(SocketAddress::kLoopback, 123'456'789);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->local().port != second->local().port);
  for (const auto* socket : {&*first, &*second}) {
    CHECK(socket->local().port > 9001);
    CHECK(socket->local().port <= 19'999);
    CHECK(socket->local().is_loopback());
  }
}

TEST_CASE("every order of ports has each once, and none that other programs use") {
  for (std::uint64_t turn = 0; turn < 8; ++turn) {
    std::set<std::uint16_t> seen;
    ReceivePorts ports(turn * ReceivePorts::kCount + 17);
    while (const std::uint16_t port = ports.next()) seen.insert(port);
    CHECK(seen.size() == ReceivePorts::kCount - kPortsOfOthers.size());
    CHECK(*seen.begin() == 9002);
    CHECK(*seen.rbegin() == 19'999);
    for (const std::uint16_t port : kPortsOfOthers) CHECK_FALSE(seen.contains(port));
  }
}

TEST_CASE("a socket that was moved away is closed once") {
  UdpSocket a = open_any();
  const SocketAddress was_a = a.local();
  a = open_any();
  CHECK(a.local() != was_a);
  CHECK(UdpSocket::open(was_a));
}

}  // namespace parlando::test
