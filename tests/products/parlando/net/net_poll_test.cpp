// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/net_poll.hpp"

#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "parlando/net/udp_socket.hpp"

namespace parlando::test {

TEST_CASE("a wait ends when a socket has something, and says which") {
  NetPoll poll;
  REQUIRE(poll.usable());
  std::vector<UdpSocket> sockets;
  std::vector<NetPoll::Source> sources;
  for (int i = 0; i < 20; ++i) {
    auto socket = UdpSocket::open({});
    REQUIRE(socket);
    sources.push_back({socket->native()});
    sockets.push_back(std::move(*socket));
  }
  const std::byte one{1};
  sockets[0].send(sockets[17].local(), {&one, 1});
  CHECK_FALSE(poll.wait(sources, std::nullopt));
  for (std::size_t i = 0; i < sources.size(); ++i) CHECK(sources[i].is_readable == (i == 17));
  sources[3].wants_to_write = true;
  CHECK_FALSE(poll.wait(sources, std::nullopt));
  CHECK(sources[3].is_writable);
}

TEST_CASE("another thread ends the wait, and a wake-up before it is not lost") {
  NetPoll poll;
  std::vector<NetPoll::Source> none;
  poll.wake();
  CHECK(poll.wait(none, std::nullopt));
  CHECK_FALSE(poll.wait(none, std::chrono::nanoseconds(0)));
  std::thread waiting([&] { CHECK(poll.wait(none, std::nullopt)); });
  poll.wake();
  waiting.join();
}

TEST_CASE("a time in the past or an absurd one does not hold the thread") {
  NetPoll poll;
  std::vector<NetPoll::Source> none;
  CHECK_FALSE(poll.wait(none, std::chrono::nanoseconds(-5)));
  CHECK_FALSE(poll.wait(none, std::chrono::microseconds(300)));
}

}  // namespace parlando::test
