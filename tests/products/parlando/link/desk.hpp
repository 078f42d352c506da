// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "parlando/link/link_options.hpp"
#include "parlando/net/net_poll.hpp"
#include "parlando/net/udp_socket.hpp"
#include "parlando/protocol/packet.hpp"
#include "tests/support/environment_variable.hpp"

namespace parlando::test {

/// A conductor's socket on a port of its own.
class Desk {
 public:
  Desk() : socket_(std::move(*UdpSocket::open({.port = 0}))) {
    options.conductor = socket_.local();
    options.transport = socket_.local();
    text_ = to_string(socket_.local());
  }

  /// Waits until a message of that kind has come; ends the test after 20 seconds.
  template <typename Message>
  Message wait_for() {
    return wait_for_both<Message>().first;
  }
  /// The same, with its time.
  template <typename Message>
  std::pair<Message, When> wait_for_both() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < end) {
      if (const auto both = take<Message>()) return *both;
      std::vector<NetPoll::Source> sources{{.native = socket_.native()}};
      (void)poll_.wait(sources, std::chrono::milliseconds(100));
      receive();
    }
    FAIL("no such message came within 20 seconds");
    return {};
  }
  /// One that has come already.
  template <typename Message>
  std::optional<Message> look_for() {
    receive();
    const auto both = take<Message>();
    return both ? std::optional(both->first) : std::nullopt;
  }
  template <typename Message>
  void send(std::uint16_t port, const Message& message) {
    PacketBuilder builder;
    builder.begin(When::next_block());
    REQUIRE(builder.add(FromConductor(message)));
    send_packet(port, builder.finish());
  }
  void send_packet(std::uint16_t port, std::span<const std::byte> packet) {
    CHECK(socket_.send({.port = port}, packet));
  }

  /// Has plugins that are loaded from now on speak to this desk.
  void become_the_conductor() const {
    attacca::test::set_environment("PARLANDO_CONDUCTOR", text_);
    attacca::test::set_environment("PARLANDO_TRANSPORT", text_);
  }

  LinkOptions options;

 private:
  struct Letter {
    FromMusician message;
    When when;
  };

  void receive() {
    (void)socket_.receive(packets_);
    for (std::size_t p = 0; p < packets_.size(); ++p) {
      PacketCounts counts;
      (void)read_packet<FromMusician>(packets_[p].bytes, {}, counts,
                                      [&](const FromMusician& message, const When& when) {
                                        inbox_.push_back({message, when});
                                      });
    }
  }
  template <typename Message>
  std::optional<std::pair<Message, When>> take() {
    for (std::size_t i = 0; i < inbox_.size(); ++i) {
      if (const auto* const found = std::get_if<Message>(&inbox_[i].message)) {
        const std::pair<Message, When> both{*found, inbox_[i].when};
        inbox_.erase(inbox_.begin() + static_cast<std::ptrdiff_t>(i));
        return both;
      }
    }
    return std::nullopt;
  }

  UdpSocket socket_;
  NetPoll poll_;
  ReceivedPackets packets_;
  std::vector<Letter> inbox_;
  std::string text_;
};

}  // namespace parlando::test
