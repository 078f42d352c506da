// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What is delivered from a thread of the conductor's reaches a browser on the server's; and what
// browsers can ask of it is bounded.

#include <atomic>
#include <chrono>
#include <memory>
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
    visitor->request_ends(json.size());
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

/// A conductor that has no time until it is told to.
class Busy final : public PageBackend {
 public:
  void join(const std::shared_ptr<PageVisitor>&) override {}
  void leave(const std::shared_ptr<PageVisitor>&) override {}
  void request(const std::shared_ptr<PageVisitor>& visitor, std::string json) override {
    const std::lock_guard lock(mutex_);
    if (json == "quick") {
      visitor->request_ends(json.size());
      visitor->deliver(json);
    } else {
      waiting_.emplace_back(visitor, std::move(json));
    }
  }
  [[nodiscard]] std::size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
  }
  /// Answers the requests that have come so far.
  void work() {
    std::vector<std::pair<std::shared_ptr<PageVisitor>, std::string>> all;
    {
      const std::lock_guard lock(mutex_);
      all.swap(waiting_);
    }
    for (auto& [visitor, json] : all) {
      visitor->deliver(json);
      visitor->request_ends(json.size());
    }
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::pair<std::shared_ptr<PageVisitor>, std::string>> waiting_;
};

/// A WebSocket of blocking reads, for messages below 65,536 bytes.
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
    if (text.size() < 126) {
      frame += static_cast<char>(0x80 | text.size());
    } else {
      frame += static_cast<char>(0x80 | 126);
      frame += static_cast<char>(text.size() >> 8U);
      frame += static_cast<char>(text.size() & 0xFFU);
    }
    frame.append(4, '\0');  // the mask
    write(frame + text);
  }
  /// The next message; empty once the server is gone.
  std::string receive() {
    const std::string head = read(2);
    if (head.size() < 2 || (head[0] & 15) != 1) return "";
    return read(static_cast<std::size_t>(head[1]));
  }
  /// The code that the server closes with; 0 where it says none.
  int close_code() {
    const std::string head = read(2);
    if (head.size() < 2 || (head[0] & 15) != 8 || head[1] < 2) return 0;
    const std::string code = read(2);
    return static_cast<unsigned char>(code[0]) << 8 | static_cast<unsigned char>(code[1]);
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

TEST_CASE("nothing more is read from a browser that has asked for more than can be done") {
  Busy busy;
  auto server = PageServer::open(busy, any_port());
  REQUIRE(server.has_value());
  Client eager((*server)->address());
  Client other((*server)->address());
  constexpr std::size_t kRequests = 1'000;
  for (std::size_t i = 0; i < kRequests; ++i) eager.send("request " + std::to_string(i));
  while (busy.waiting() < PageVisitor::kMostRequests) std::this_thread::yield();
  // The server has had many turns since, and others are served.
  for (int i = 0; i < 20; ++i) {
    other.send("quick");
    REQUIRE(other.receive() == "quick");
  }
  CHECK(busy.waiting() == PageVisitor::kMostRequests);
  for (std::size_t answered = 0; answered < kRequests;) {
    const std::size_t count = busy.waiting();
    REQUIRE(count <= PageVisitor::kMostRequests);
    busy.work();
    for (std::size_t i = 0; i < count; ++i, ++answered) {
      REQUIRE(eager.receive() == "request " + std::to_string(answered));
    }
  }
}

TEST_CASE("requests that are large are few at a time") {
  Busy busy;
  auto server = PageServer::open(busy, any_port());
  REQUIRE(server.has_value());
  Client eager((*server)->address());
  Client other((*server)->address());
  const std::string large(60'000, 'x');
  constexpr std::size_t kEnough = PageVisitor::kMostRequestBytes / 60'000 + 1;
  std::thread sender([&] {
    for (std::size_t i = 0; i < 2 * kEnough; ++i) eager.send(large);
  });
  while (busy.waiting() < kEnough) std::this_thread::yield();
  for (int i = 0; i < 20; ++i) {
    other.send("quick");
    REQUIRE(other.receive() == "quick");
  }
  CHECK(busy.waiting() == kEnough);
  busy.work();
  while (busy.waiting() < kEnough) std::this_thread::yield();
  sender.join();
}

TEST_CASE("who has not brought the key may neither stay, nor send much, nor keep others out") {
  Echo echo;
  PageOptions options = any_port();
  options.key = "sesame";
  SUBCASE("time") {
    options.key_wait = std::chrono::milliseconds(20);
    auto server = PageServer::open(echo, options);
    REQUIRE(server.has_value());
    Client silent((*server)->address());
    CHECK(silent.close_code() == 4401);
    CHECK(echo.joined == 0);
  }
  SUBCASE("size") {
    auto server = PageServer::open(echo, options);
    REQUIRE(server.has_value());
    Client talkative((*server)->address());
    talkative.send(R"({"key":")" + std::string(PageServer::kLongestKey, 'x') + R"("})");
    CHECK(talkative.close_code() == 1009);
    CHECK(echo.joined == 0);
  }
  SUBCASE("number") {
    options.key_wait = std::chrono::minutes(1);
    auto server = PageServer::open(echo, options);
    REQUIRE(server.has_value());
    Client owner((*server)->address());
    owner.send(R"({"key":"sesame"})");
    owner.send("here");
    CHECK(owner.receive() == "here");
    std::vector<std::unique_ptr<Client>> strangers;
    for (std::size_t i = 0; i < PageServer::kMostStrangers + 2; ++i) {
      strangers.push_back(std::make_unique<Client>((*server)->address()));
    }
    // The oldest have made room; the others may still bring it, and so may a new one.
    CHECK(strangers[0]->receive().empty());
    CHECK(strangers[1]->receive().empty());
    for (Client* const one : {strangers[2].get(), strangers.back().get()}) {
      one->send(R"({"key":"sesame"})");
      one->send("me too");
      CHECK(one->receive() == "me too");
    }
    Client again((*server)->address());
    again.send(R"({"key":"sesame"})");
    again.send("back");
    CHECK(again.receive() == "back");
    owner.send("still here");
    CHECK(owner.receive() == "still here");
    CHECK(echo.joined == 4);
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
