// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "bench/parlando/conductor_child.hpp"

#include <chrono>
#include <cmath>
#include <unordered_map>
#include <vector>

#include "parlando/net/net_poll.hpp"
#include "parlando/protocol/packet.hpp"

namespace parlando::bench {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
constexpr Id kConductor{0xC0};

class Conductor {
 public:
  Conductor(UdpSocket& socket, Shared& shared) : socket_(socket), shared_(shared) {}

  void run() {
    const auto begin = Clock::now();
    auto next_pulse = begin;
    auto rate_since = begin;
    std::uint32_t rate = 0;
    std::uint64_t sent = 0;
    std::vector<NetPoll::Source> sources(1);
    while (!shared_.ends.load()) {
      sources[0] = {.native = socket_.native()};
      (void)poll_.wait(sources, 1ms);
      receive();
      const auto now = Clock::now();
      if (now >= next_pulse && port_ != 0) {
        Pulse pulse;
        pulse.conductor = kConductor;
        pulse.pulse = ++pulses_;
        pulse.wants_reports = shared_.are_tagged.load();
        send(pulse);
        next_pulse = now + 250ms;
      }
      if (const std::uint32_t wanted = shared_.wanted_rate.load(); wanted != rate) {
        rate = wanted;
        rate_since = now;
        sent = 0;
      }
      const std::chrono::duration<double> since = now - rate_since;
      for (; static_cast<double>(sent) < since.count() * rate; ++sent) send_note();
    }
  }

 private:
  struct Musician {
    Id id;
    std::int32_t seq = 0;
  };

  template <typename Message>
  void send(const Message& message, const When& when = When::next_block()) {
    PacketBuilder builder;
    builder.begin(when);
    (void)builder.add(FromConductor(message));
    (void)socket_.send({.port = port_}, builder.finish());
  }

  void send_note() {
    if (musicians_.empty()) return;
    Musician& to = musicians_[next_++ % musicians_.size()];
    WholeNote note;
    note.id = to.id;
    note.seq = ++to.seq;
    note.key = static_cast<std::int32_t>(note.seq % 128);
    note.duration = 0.02;
    if (shared_.are_tagged.load()) {
      constexpr std::int64_t kAhead = 100'000'000;
      const auto unix_now = std::chrono::system_clock::now().time_since_epoch();
      const std::int64_t due = std::chrono::nanoseconds(unix_now).count() + kAhead;
      due_.emplace(note.seq, due);
      send(note, When::at(osc_time::from_unix_nanoseconds(due)));
    } else {
      send(note);
    }
    shared_.sent.fetch_add(1);
  }

  void receive() {
    while (socket_.receive(packets_) > 0) {
      for (std::size_t i = 0; i < packets_.size(); ++i) {
        PacketBuilder acks;
        acks.begin(When::next_block());
        PacketCounts counts;
        (void)read_packet<FromMusician>(
            packets_[i].bytes, {}, counts, [&](const FromMusician& message, const When&) {
              if (const auto* const announce = std::get_if<Announce>(&message)) {
                acknowledge(*announce, acks);
              } else if (const auto* const played = std::get_if<Played>(&message)) {
                judge(*played);
              } else if (const auto* const echo = std::get_if<Echo>(&message)) {
                shared_.packets.store(static_cast<std::uint64_t>(echo->packets));
                shared_.kernel_drops.store(static_cast<std::uint64_t>(echo->kernel_drops));
                shared_.rejected.store(static_cast<std::uint64_t>(echo->rejected));
              }
            });
        if (acks.count() > 0) (void)socket_.send({.port = port_}, acks.finish());
      }
    }
  }

  void acknowledge(const Announce& announce, PacketBuilder& acks) {
    port_ = static_cast<std::uint16_t>(announce.port);
    Ack ack;
    ack.id = announce.id;
    ack.seq = announce.seq;
    ack.process = announce.process;
    ack.conductor = kConductor;
    (void)acks.add(FromConductor(ack));
    if (known_.emplace(announce.id, true).second) {
      musicians_.push_back({announce.id, 0});
      shared_.acknowledged.fetch_add(1);
    }
  }

  /// Where the note sounded, against the clock that its musician has.
  void judge(const Played& played) {
    const auto due = due_.find(played.of);
    if (due == due_.end()) return;
    shared_.reported.fetch_add(1);
    if (played.late > 0) {
      // The host's thread stood still for longer than notes are sent ahead: it sounds at once.
      shared_.late.fetch_add(1);
      due_.erase(due);
      return;
    }
    const double off = std::abs(static_cast<double>(played.when.unix_nanoseconds() - due->second)) *
                       48'000.0 / 1e9;
    (off <= 0.51 ? shared_.within_half
     : off <= 1  ? shared_.within_one
                 : shared_.beyond)
        .fetch_add(1);
    due_.erase(due);
  }

  UdpSocket& socket_;
  Shared& shared_;
  std::unordered_map<std::int32_t, std::int64_t> due_;  ///< by seq, UTC
  NetPoll poll_;
  ReceivedPackets packets_;
  std::uint16_t port_ = 0;
  std::int32_t pulses_ = 0;
  std::unordered_map<Id, bool> known_;
  std::vector<Musician> musicians_;
  std::size_t next_ = 0;
};

}  // namespace

void conduct(UdpSocket& socket, Shared& shared) {
  Conductor(socket, shared).run();
}

}  // namespace parlando::bench
