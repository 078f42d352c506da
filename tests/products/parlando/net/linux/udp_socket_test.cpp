// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/udp_socket.hpp"

#include <vector>

#include <doctest/doctest.h>
#include <sys/socket.h>

namespace parlando::test {

TEST_CASE("what the system throws away is counted, also when nothing comes after it") {
  auto to = UdpSocket::open({});
  const auto from = UdpSocket::open({});
  REQUIRE(to);
  REQUIRE(from);
  CHECK(to->receive_buffer() > 0);
  CHECK(to->kernel_drops() == 0);
  const int small = 4096;
  REQUIRE(::setsockopt(static_cast<int>(to->native()), SOL_SOCKET, SO_RCVBUF, &small,
                       sizeof small) == 0);
  const std::vector<std::byte> packet(1000, std::byte{1});
  constexpr std::size_t kSent = 100;
  for (std::size_t i = 0; i < kSent; ++i) from->send(to->local(), packet);
  ReceivedPackets packets;
  std::size_t received = 0;
  while (to->receive(packets) > 0) received += packets.size();
  CHECK(received < kSent);
  CHECK(to->kernel_drops() == kSent - received);
  CHECK(to->kernel_drops() == kSent - received);
}

}  // namespace parlando::test
