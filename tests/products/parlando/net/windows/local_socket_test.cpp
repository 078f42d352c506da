// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/local_socket.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <winsock2.h>

#include "tests/products/parlando/net/echo.hpp"
#include "tests/support/temporary_folder.hpp"

namespace parlando::test {
namespace {

namespace fs = std::filesystem;

/// A socket of 127.0.0.1 that knows nothing of keys. Winsock is begun by what is tested.
class PlainSocket {
 public:
  PlainSocket() : socket_(::socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)) {}
  ~PlainSocket() { ::closesocket(socket_); }
  PlainSocket(const PlainSocket&) = delete;
  PlainSocket& operator=(const PlainSocket&) = delete;

  std::uint16_t listen() {
    sockaddr_in address = at(0);
    int size = sizeof address;
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(socket_, 4) == 0);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    return ::ntohs(address.sin_port);
  }
  void connect(std::uint16_t port) {
    const sockaddr_in address = at(port);
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  void send(const std::string& text) {
    CHECK(::send(socket_, text.data(), static_cast<int>(text.size()), 0) ==
          static_cast<int>(text.size()));
  }
  /// What comes, until it is so much or the other end goes.
  std::string receive(std::size_t size) {
    std::string text;
    char byte = 0;
    while (text.size() < size && ::recv(socket_, &byte, 1, 0) > 0) text += byte;
    return text;
  }

 private:
  static sockaddr_in at(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = ::htons(port);
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    return address;
  }
  SOCKET socket_;
};

}  // namespace

TEST_CASE("who comes without the key is told nothing and heard by nobody") {
  const attacca::test::TemporaryFolder folder;
  const fs::path path = folder / "run" / "30000.sock";
  auto listener = LocalListener::open(path);
  REQUIRE(listener);
  std::uint16_t port = 0;
  std::string key;
  std::ifstream(path) >> port >> key;
  REQUIRE(key.size() == 32);
  Echo echo(std::move(*listener));
  PlainSocket stranger;
  stranger.connect(port);
  // One digit is wrong, and something follows.
  key.back() = key.back() == '0' ? '1' : '0';
  stranger.send(key + "do re mi");
  CHECK(stranger.receive(1).empty());
  echo.wait_for_one_to_go();
  CHECK(LocalStream::connect(path));
}

TEST_CASE("a key that comes in pieces is one") {
  const attacca::test::TemporaryFolder folder;
  const fs::path path = folder / "run" / "30000.sock";
  auto listener = LocalListener::open(path);
  REQUIRE(listener);
  std::uint16_t port = 0;
  std::string key;
  std::string answer;
  std::ifstream(path) >> port >> key >> answer;
  const Echo echo(std::move(*listener));
  PlainSocket slow;
  slow.connect(port);
  slow.send(key.substr(0, 7));
  CHECK(LocalStream::connect(path));  // others are not kept waiting
  slow.send(key.substr(7) + "do re mi");
  CHECK(slow.receive(answer.size() + 8) == answer + "do re mi");
}

TEST_CASE("a file that was left behind names some other program by now: its place is taken") {
  const attacca::test::TemporaryFolder folder;
  const fs::path path = folder / "30000.sock";
  REQUIRE(LocalListener::open(path));  // Winsock, and a file that has gone again
  const auto keeps_winsock = LocalListener::open(folder / "30001.sock");
  REQUIRE(keeps_winsock);
  PlainSocket other;
  const std::string key(32, 'a');
  std::ofstream(path) << other.listen() << ' ' << key << ' ' << key << '\n';
  CHECK_FALSE(LocalStream::connect(path));
  CHECK(LocalListener::open(path));
}

TEST_CASE("a file that is none of ours is no place, whatever is in it") {
  const attacca::test::TemporaryFolder folder;
  for (const char* text : {"", "30000", "70000 a b", "30000 short short", "nonsense"}) {
    std::ofstream(folder / "30000.sock") << text;
    CHECK_FALSE(LocalStream::connect(folder / "30000.sock"));
  }
}

}  // namespace parlando::test
