// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "attacca/base/result.hpp"
#include "parlando/net/socket_address.hpp"

namespace parlando {

/// What one call of `UdpSocket::receive` brought; kept, and filled again by the next one, so that
/// receiving allocates nothing.
class ReceivedPackets {
 public:
  static constexpr std::size_t kMost = 32;
  static constexpr std::size_t kLargestPacket = 8192;  // bytes; what is longer is cut

  struct Packet {
    std::span<const std::byte> bytes;  ///< good until the next `receive`
    SocketAddress from;
    bool is_cut = false;  ///< it was longer than `kLargestPacket`
  };

  ReceivedPackets();
  ~ReceivedPackets();
  ReceivedPackets(const ReceivedPackets&) = delete;
  ReceivedPackets& operator=(const ReceivedPackets&) = delete;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] Packet operator[](std::size_t index) const noexcept;

 private:
  friend class UdpSocket;
  struct Storage;
  std::unique_ptr<Storage> storage_;
  std::size_t size_ = 0;
};

/// A UDP socket that never blocks. It shares its port with nobody, so that a packet cannot go to
/// another program that has opened the same one. One thread uses it, but `send` is for several at a
/// time.
class UdpSocket {
 public:
  /// Opens it on an address of this machine. [not audio] Errors: the port is taken, the address is
  /// not of this machine, no more descriptors; each with what to do.
  static attacca::Result<UdpSocket> open(SocketAddress address);
  /// Opens it on a free port for a process of musicians: 9000 to 19999 without those that other
  /// programs are known to use (docs/parlando/protocol.md, "Ports"). Every port is tried, in an
  /// order that follows from `random`. [not audio] Errors: as `open`; all are taken.
  static attacca::Result<UdpSocket> open_drawn(std::uint32_t ip, std::uint64_t random);

  UdpSocket(UdpSocket&& other) noexcept;
  UdpSocket& operator=(UdpSocket&& other) noexcept;
  ~UdpSocket();

  /// Where it is bound, with the port that the system chose for 0.
  [[nodiscard]] SocketAddress local() const noexcept { return local_; }
  /// How much the system keeps for us until we look, in bytes as the system counts them: a packet
  /// takes more than its content, at least 768 bytes under Linux.
  [[nodiscard]] std::size_t receive_buffer() const noexcept { return receive_buffer_; }

  /// Hands one packet to the system: true if it took it. Nobody knows whether it arrives.
  /// [not audio]
  bool send(const SocketAddress& to, std::span<const std::byte> packet) const noexcept {
    return offer(to, packet) == Offer::taken;
  }
  enum class Offer : std::uint8_t {
    taken,
    no_room,     ///< there may be some a moment later
    impossible,  ///< no network leads there, or it is too long: dropped
  };
  /// The same, and says why not. [not audio]
  Offer offer(const SocketAddress& to, std::span<const std::byte> packet) const noexcept;
  /// Takes what has come, at most `ReceivedPackets::kMost` packets, without waiting; how many.
  std::size_t receive(ReceivedPackets& packets) noexcept;
  /// Packets that came and were thrown away by the system since the socket was opened, because the
  /// buffer was full (or a checksum wrong). Linux alone tells; always 0 elsewhere.
  /// Source: SO_MEMINFO of socket(7), which is the number that SO_RXQ_OVFL tells too, but only with
  /// the next packet.
  [[nodiscard]] std::uint64_t kernel_drops() noexcept;

  /// For `NetPoll`.
  [[nodiscard]] std::intptr_t native() const noexcept { return native_; }

 private:
  UdpSocket(std::intptr_t native, SocketAddress local) noexcept;

  std::intptr_t native_ = -1;  // a descriptor, or Winsock's SOCKET
  SocketAddress local_;
  std::size_t receive_buffer_ = 0;
  std::uint64_t drops_ = 0;
  std::uint32_t drops_seen_ = 0;  // the system's counter has 32 bits
};

}  // namespace parlando
