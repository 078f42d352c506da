// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "parlando/conductor/moment.hpp"
#include "parlando/net/socket_address.hpp"
#include "parlando/protocol/from_conductor.hpp"
#include "parlando/protocol/packet.hpp"

namespace parlando {

/// Where packets go: a socket, or a test.
class Wire {
 public:
  /// False: there is no room now; the packet is offered again.
  virtual bool send(const SocketAddress& to, std::span<const std::byte> packet) = 0;

 protected:
  ~Wire() = default;
};

/// Packs messages of one time to one process into common packets, and lets packets go no faster
/// than a receiver with a small buffer can take them: 212,992 bytes, the default of Linux, hold 92
/// packets of full length. One thread.
class Outbox {
 public:
  static constexpr std::size_t kBurst = 32;          // packets at once to one process
  static constexpr std::size_t kPerMillisecond = 8;  // and later on
  static constexpr std::size_t kMostWaiting = 65'536;
  /// What the system has not taken for so long has lost its sense: it is thrown away.
  static constexpr std::int64_t kMostRefused = 200 * kMillisecond;

  /// `key` empty: packets have none.
  Outbox(Wire& wire, std::string key) : wire_(wire), key_(std::move(key)) {}

  /// False: it was thrown away, as too much waits for that process.
  bool put(const SocketAddress& to, const When& when, const FromConductor& message);
  /// Sends what may go now.
  void flush(Moment now);
  /// Sends all that there is, at once: the program ends.
  void flush_all();
  /// Whether something waits; it may go a millisecond later.
  [[nodiscard]] bool is_waiting() const noexcept { return waiting_ > 0; }

  [[nodiscard]] std::uint64_t packets() const noexcept { return packets_; }
  /// Packets, and messages beyond `kMostWaiting` packets, that were thrown away.
  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

 private:
  struct Destination {
    SocketAddress address;
    std::unique_ptr<PacketBuilder> open;
    When open_when;
    std::deque<std::vector<std::byte>> packets;
    double tokens = kBurst;
    std::int64_t filled = 0;   // steady
    std::int64_t refused = 0;  // steady: since when the system takes nothing; 0: it does
  };

  Destination& destination(const SocketAddress& to);
  void close(Destination& destination);

  Wire& wire_;
  std::string key_;
  std::map<std::uint64_t, Destination> destinations_;  // by address
  std::size_t waiting_ = 0;                            // packets, open ones too
  std::uint64_t packets_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace parlando
