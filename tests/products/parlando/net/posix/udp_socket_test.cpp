// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/udp_socket.hpp"

#include <string>

#include <doctest/doctest.h>

namespace parlando::test {

// Not under Wine, which takes any address.
TEST_CASE("an address that is not of this machine is refused") {
  const auto elsewhere = UdpSocket::open({0x08080808, 0});
  REQUIRE_FALSE(elsewhere);
  CHECK(elsewhere.error().message.find("no such address") != std::string::npos);
}

}  // namespace parlando::test
