// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "parlando/conductor/moment.hpp"
#include "parlando/net/net_poll.hpp"
#include "parlando/net/udp_socket.hpp"
#include "parlando/protocol/packet.hpp"

namespace parlando::test {

/// A process of musicians on a socket of its own and a thread: announces them as the protocol has
/// it, answers pulses, and reports each message as carried out on time.
class LoopbackMusicians {
 public:
  struct Taken {
    FromConductor message;
    When when;
    std::int64_t wall = 0;  ///< when it came
  };

  LoopbackMusicians(std::uint64_t process, std::size_t count, SocketAddress conductor)
      : process_{process}, conductor_(conductor), acknowledged_(count), seqs_(count, 0) {
    auto socket = UdpSocket::open_drawn(SocketAddress::kLoopback, process * 7'919);
    REQUIRE(socket);
    socket_.emplace(std::move(*socket));
    thread_ = std::thread([this] { run(); });
  }
  ~LoopbackMusicians() {
    stops_ = true;
    poll_.wake();
    thread_.join();
  }
  LoopbackMusicians(const LoopbackMusicians&) = delete;
  LoopbackMusicians& operator=(const LoopbackMusicians&) = delete;

  [[nodiscard]] Id id(std::size_t index) const { return {(process_.value << 24U) + index + 1}; }
  static std::string name(std::size_t index) { return "Musician " + std::to_string(index + 1); }

  template <typename Message>
  [[nodiscard]] std::vector<std::pair<Message, Taken>> all() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<Message, Taken>> found;
    for (const Taken& one : taken_) {
      if (const auto* message = std::get_if<Message>(&one.message))
        found.emplace_back(*message, one);
    }
    return found;
  }
  [[nodiscard]] std::size_t acknowledged() const { return acknowledged_count_; }

 private:
  void run() {
    ReceivedPackets packets;
    std::vector<NetPoll::Source> sources{{socket_->native()}};
    std::int64_t next_bundle = 0;
    std::size_t at = 0;
    while (!stops_) {
      const std::int64_t now = Moment::now().steady;
      // All that are not acknowledged, every 5 s, ten in a bundle, bundles 2 ms apart.
      const bool begins = at == 0 && now >= next_announcement_;
      if (begins) next_announcement_ = now + 5 * kSecond;
      if (now >= next_bundle && (at > 0 || begins)) {
        at = announce_from(at);
        next_bundle = now + 2 * kMillisecond;
      }
      poll_.wait(sources, std::chrono::milliseconds(at > 0 ? 1 : 50));
      while (socket_->receive(packets) > 0) {
        for (std::size_t i = 0; i < packets.size(); ++i) take(packets[i].bytes);
      }
    }
  }

  std::size_t announce_from(std::size_t at) {
    PacketBuilder builder;
    builder.begin(When::next_block());
    for (; at < acknowledged_.size(); ++at) {
      if (acknowledged_[at]) continue;
      Announce message;
      message.id = id(at);
      message.seq = seqs_[at] + 1;
      message.process = process_;
      message.port = socket_->local().port;
      message.version = 1;
      message.role.assign("notes");
      message.name.assign(name(at));
      message.name_source.assign("number");
      if (!builder.add(message)) break;
      ++seqs_[at];
    }
    if (builder.count() > 0) socket_->send(conductor_, builder.finish());
    return at < acknowledged_.size() ? at : 0;
  }

  void take(std::span<const std::byte> packet) {
    const std::int64_t wall = Moment::now().wall;
    PacketBuilder answers;
    answers.begin(When::next_block());
    read_packet<FromConductor>(packet, "", counts_,
                               [&](const FromConductor& message, const When& when) {
                                 if (const auto* ack = std::get_if<Ack>(&message))
                                   acknowledge(*ack);
                                 answer(message, when, answers);
                                 const std::lock_guard lock(mutex_);
                                 if (!std::holds_alternative<Ack>(message)) {
                                   taken_.push_back({message, when, wall});
                                 }
                               });
    if (answers.count() > 0) socket_->send(conductor_, answers.finish());
  }

  void acknowledge(const Ack& ack) {
    const std::uint64_t index = ack.id.value - id(0).value;
    if (index >= acknowledged_.size() || acknowledged_[index]) return;
    acknowledged_[index] = true;
    ++acknowledged_count_;
  }

  void answer(const FromConductor& message, const When& when, PacketBuilder& answers) {
    if (const auto* pulse = std::get_if<Pulse>(&message)) {
      wants_reports_ = pulse->wants_reports;
      Echo echo;
      echo.process = process_;
      echo.pulse = pulse->pulse;
      echo.sent = pulse->sent;
      answers.add(echo);
    } else if (const auto* note = std::get_if<WholeNote>(&message); note && wants_reports_) {
      Played played;
      played.id = note->id;
      played.seq = ++seqs_[note->id.value - id(0).value];
      played.of = note->seq;
      played.when = when.time;
      answers.add(played);
    } else if (const auto* who = std::get_if<Who>(&message)) {
      // Asked anew: as if nothing had been acknowledged.
      if (!who->id.is_none()) return;
      acknowledged_.assign(acknowledged_.size(), false);
      next_announcement_ = 0;
    }
  }

  Id process_;
  SocketAddress conductor_;
  std::optional<UdpSocket> socket_;
  NetPoll poll_;
  PacketCounts counts_;
  std::vector<bool> acknowledged_;
  std::vector<std::int32_t> seqs_;
  bool wants_reports_ = false;
  std::int64_t next_announcement_ = 0;
  std::atomic<std::size_t> acknowledged_count_ = 0;
  mutable std::mutex mutex_;
  std::vector<Taken> taken_;
  std::atomic<bool> stops_ = false;
  std::thread thread_;
};

}  // namespace parlando::test
