// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/udp_socket.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "parlando/net/receive_ports.hpp"

namespace parlando {
namespace {

/// What is asked for; an unprivileged process gets at most net.core.rmem_max.
constexpr int kWantedBuffer = 8 << 20;

sockaddr_in native_address(const SocketAddress& address) {
  sockaddr_in native{};
  native.sin_family = AF_INET;
  native.sin_port = htons(address.port);
  native.sin_addr.s_addr = htonl(address.ip);
  return native;
}

SocketAddress neutral_address(const sockaddr_in& native) {
  return {ntohl(native.sin_addr.s_addr), ntohs(native.sin_port)};
}

std::string words_for(int error, const SocketAddress& address) {
  const std::string what = "cannot listen on UDP " + to_string(address) + ": ";
  switch (error) {
    case EADDRINUSE:
      return what + "another program does (ss -ulpn shows which)";
    case EADDRNOTAVAIL:
      return what + "this machine has no such address (ip address shows which it has)";
    case EMFILE:
    case ENFILE:
      return what + "too many open files: raise the limit (ulimit -n)";
    case EACCES:
      return what + "not allowed: ports below 1024 are the system's";
    default:
      return what + std::strerror(error);
  }
}

/// The descriptor, or the negative error number.
int open_bound(const SocketAddress& address) {
  const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -errno;
  // No SO_REUSEADDR and no SO_REUSEPORT: with them, two programs would each get half of the
  // packets.
  const sockaddr_in native = native_address(address);
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&native), sizeof native) != 0) {
    const int error = errno;
    ::close(descriptor);
    return -error;
  }
  return descriptor;
}

}  // namespace

struct ReceivedPackets::Storage {
  std::array<std::array<std::byte, kLargestPacket>, kMost> bytes;
  std::array<sockaddr_in, kMost> from;
  std::array<iovec, kMost> pieces;
  std::array<mmsghdr, kMost> messages;
};

ReceivedPackets::ReceivedPackets() : storage_(std::make_unique<Storage>()) {
  for (std::size_t i = 0; i < kMost; ++i) {
    storage_->pieces[i] = {storage_->bytes[i].data(), kLargestPacket};
    msghdr& header = storage_->messages[i].msg_hdr;
    header = {};
    header.msg_name = &storage_->from[i];
    header.msg_iov = &storage_->pieces[i];
    header.msg_iovlen = 1;
  }
}

ReceivedPackets::~ReceivedPackets() = default;

ReceivedPackets::Packet ReceivedPackets::operator[](std::size_t index) const noexcept {
  const mmsghdr& message = storage_->messages[index];
  return {{storage_->bytes[index].data(), message.msg_len},
          neutral_address(storage_->from[index]),
          (message.msg_hdr.msg_flags & MSG_TRUNC) != 0};
}

attacca::Result<UdpSocket> UdpSocket::open(SocketAddress address) {
  const int descriptor = open_bound(address);
  if (descriptor < 0) return attacca::fail(words_for(-descriptor, address));
  return UdpSocket(descriptor, address);
}

attacca::Result<UdpSocket> UdpSocket::open_drawn(std::uint32_t ip, std::uint64_t random) {
  ReceivePorts ports(random);
  while (const std::uint16_t port = ports.next()) {
    const SocketAddress address{ip, port};
    const int descriptor = open_bound(address);
    if (descriptor >= 0) return UdpSocket(descriptor, address);
    if (descriptor != -EADDRINUSE) return attacca::fail(words_for(-descriptor, address));
  }
  return attacca::fail(
      "no UDP port from 9000 to 19999 is free: end programs that hold them (ss -ulpn shows which)");
}

UdpSocket::UdpSocket(int descriptor, SocketAddress local) noexcept
    : descriptor_(descriptor), local_(local) {
  sockaddr_in native{};
  socklen_t size = sizeof native;
  if (::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&native), &size) == 0) {
    local_ = neutral_address(native);
  }
  // The first works for privileged processes only and beyond the limit, the second up to it.
  if (::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUFFORCE, &kWantedBuffer, sizeof kWantedBuffer) !=
      0) {
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &kWantedBuffer, sizeof kWantedBuffer);
  }
  int became = 0;
  size = sizeof became;
  ::getsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &became, &size);
  receive_buffer_ = static_cast<std::size_t>(became);
}

UdpSocket::UdpSocket(UdpSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      local_(other.local_),
      receive_buffer_(other.receive_buffer_),
      drops_(other.drops_),
      drops_seen_(other.drops_seen_) {}

UdpSocket& UdpSocket::operator=(UdpSocket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  local_ = other.local_;
  receive_buffer_ = other.receive_buffer_;
  drops_ = other.drops_;
  drops_seen_ = other.drops_seen_;
  return *this;
}

UdpSocket::~UdpSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

UdpSocket::Offer UdpSocket::offer(const SocketAddress& to,
                                  std::span<const std::byte> packet) const noexcept {
  const sockaddr_in native = native_address(to);
  const ssize_t sent = ::sendto(descriptor_, packet.data(), packet.size(), 0,
                                reinterpret_cast<const sockaddr*>(&native), sizeof native);
  if (sent == static_cast<ssize_t>(packet.size())) return Offer::taken;
  const bool is_full =
      sent < 0 && (errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM || errno == EINTR);
  return is_full ? Offer::no_room : Offer::impossible;
}

std::size_t UdpSocket::receive(ReceivedPackets& packets) noexcept {
  ReceivedPackets::Storage& storage = *packets.storage_;
  for (mmsghdr& message : storage.messages) message.msg_hdr.msg_namelen = sizeof(sockaddr_in);
  const int count = ::recvmmsg(descriptor_, storage.messages.data(), ReceivedPackets::kMost,
                               MSG_DONTWAIT, nullptr);
  packets.size_ = count > 0 ? static_cast<std::size_t>(count) : 0;
  return packets.size_;
}

std::uint64_t UdpSocket::kernel_drops() noexcept {
  constexpr std::size_t kDrops = 8;  // SK_MEMINFO_DROPS of linux/sock_diag.h
  std::array<std::uint32_t, kDrops + 1> counters{};
  socklen_t size = sizeof counters;
  if (::getsockopt(descriptor_, SOL_SOCKET, SO_MEMINFO, counters.data(), &size) == 0 &&
      size == sizeof counters) {
    drops_ += counters[kDrops] - drops_seen_;
    drops_seen_ = counters[kDrops];
  }
  return drops_;
}

}  // namespace parlando
