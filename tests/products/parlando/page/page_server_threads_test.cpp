// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What is delivered from a thread of the conductor's reaches a browser on the server's.

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "parlando/page/page_server.hpp"

namespace parlando::test {

namespace {

/// A conductor that answers each request with itself, and whose thread may deliver at any time.
class Echo final : public PageBackend {
 public:
  void join(const std::shared_ptr<PageVisitor>& visitor) override {
    const std::lock_guard lock(mutex_);
    visitors_.push_back(visitor);
    ++joined;
  }
  void request(const std::shared_ptr<PageVisitor>& visitor, std::string json) override {
    visitor->deliver(json);
  }
  void leave(const std::shared_ptr<PageVisitor>& visitor) override {
    const std::lock_guard lock(mutex_);
    std::erase(visitors_, visitor);
    ++left;
  }
  void deliver_to_all(const std::string& json) {
    const std::lock_guard lock(mutex_);
    for (const auto& visitor : visitors_) visitor->deliver(json);
  }

  std::atomic<int> joined{0};
  std::atomic<int> left{0};

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<PageVisitor>> visitors_;
};

/// A WebSocket of blocking reads, for messages below 126 bytes.
class Client {
 public:
  explicit Client(const std::string& address) {
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    const std::string host = "127.0.0.1:" + std::to_string(port);
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
    write(
        "GET /control HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: parlando\r\n\r\n");
    std::string head;
    while (head.find("\r\n\r\n") == std::string::npos) head += read(1);
    REQUIRE(head.starts_with("HTTP/1.1 101"));
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(const std::string& text) {
    std::string frame = "\x81";
    frame += static_cast<char>(0x80 | text.size());
    frame.append(4, '\0');  // the mask
    write(frame + text);
  }
  /// The next message; empty once the server is gone.
  std::string receive() {
    const std::string head = read(2);
    if (head.size() < 2 || (head[0] & 15) != 1) return "";
    return read(static_cast<std::size_t>(head[1]));
  }

 private:
  void write(const std::string& bytes) {
    REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
  }
  std::string read(std::size_t size) {
    std::string bytes(size, '\0');
    const ssize_t count = recv(socket_, bytes.data(), size, MSG_WAITALL);
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
  }

  int socket_ = -1;
};

PageOptions any_port() {
  PageOptions options;
  options.listen.port = 0;
  return options;
}

}  // namespace

TEST_CASE("what another thread delivers arrives whole and in order, beside answers") {
  Echo echo;
  auto server = PageServer::open(echo, any_port());
  REQUIRE(server.has_value());
  Client client((*server)->address());
  client.send("ask");
  CHECK(client.receive() == "ask");
  constexpr int kMessages = 2000;
  std::thread conductor([&] {
    for (int i = 0; i < kMessages; ++i) echo.deliver_to_all("event " + std::to_string(i));
  });
  for (int i = 0; i < kMessages; ++i) REQUIRE(client.receive() == "event " + std::to_string(i));
  conductor.join();
}

TEST_CASE("a server that ends while others deliver has all its visitors leave") {
  Echo echo;
  auto server = PageServer::open(echo, any_port());
  REQUIRE(server.has_value());
  Client first((*server)->address());
  Client second((*server)->address());
  for (Client* const client : {&first, &second}) {
    client->send("here");
    CHECK(client->receive() == "here");
  }
  std::atomic<bool> is_over{false};
  std::thread conductor([&] {
    while (!is_over) echo.deliver_to_all("event");
  });
  CHECK(first.receive() == "event");
  server->reset();
  CHECK(echo.joined == 2);
  CHECK(echo.left == 2);
  is_over = true;
  conductor.join();
  while (!second.receive().empty()) {
  }
}

TEST_CASE("an address that is taken, or open to others without a key, is an error that says so") {
  Echo echo;
  auto server = PageServer::open(echo, any_port());
  REQUIRE(server.has_value());
  const std::string& address = (*server)->address();
  PageOptions same;
  same.listen.port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
  const auto second = PageServer::open(echo, same);
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().message.find("another program is there") != std::string::npos);
  PageOptions open = any_port();
  open.listen.ip = 0;
  const auto without_key = PageServer::open(echo, open);
  REQUIRE_FALSE(without_key.has_value());
  CHECK(without_key.error().message.find("PARLANDO_KEY") != std::string::npos);
}

}  // namespace parlando::test
