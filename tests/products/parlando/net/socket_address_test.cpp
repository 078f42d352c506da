// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/socket_address.hpp"

#include <doctest/doctest.h>

namespace parlando::test {

TEST_CASE("an address is read as it is written, and may leave its port out") {
  const auto address = parse_socket_address("192.168.0.17:30001", 1);
  REQUIRE(address);
  CHECK(address->ip == 0xC0A80011);
  CHECK(address->port == 30001);
  CHECK(to_string(*address) == "192.168.0.17:30001");
  CHECK(parse_socket_address("127.0.0.1", 20000) == SocketAddress{0x7F000001, 20000});
}

TEST_CASE("what is no address is refused with an example of one") {
  for (const char* text :
       {"", "localhost", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.4:", "1.2.3.4:65536",
        "1.2.3.4:-1", "01.2.3.4", "1.2.3.4:30000 ", " 1.2.3.4", "::1", "1.2.3.4294967297"}) {
    CAPTURE(text);
    const auto address = parse_socket_address(text, 1);
    REQUIRE_FALSE(address);
    CHECK(address.error().message.find("127.0.0.1:30000") != std::string::npos);
  }
}

TEST_CASE("all of 127.0.0.0/8 is loopback, and nothing else") {
  CHECK(SocketAddress{0x7F000001, 1}.is_loopback());
  CHECK(SocketAddress{0x7FFFFFFF, 1}.is_loopback());
  CHECK_FALSE(SocketAddress{0, 1}.is_loopback());
  CHECK_FALSE(SocketAddress{0xC0A80011, 1}.is_loopback());
}

}  // namespace parlando::test
