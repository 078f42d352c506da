// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/native_socket.hpp"

#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

#include "parlando/net/posix/native_address.hpp"
#include "parlando/net/posix/new_datagram_socket.hpp"
#include "parlando/net/udp_socket.hpp"

namespace parlando {
namespace native {
namespace {

BindFault fault_of(int error) {
  using Kind = BindFault::Kind;
  switch (error) {
    case EADDRINUSE:
      return {Kind::taken, {}};
    case EADDRNOTAVAIL:
      return {Kind::no_such_address, {}};
    case EMFILE:
    case ENFILE:
      return {Kind::no_descriptor, {}};
    case EACCES:
      return {Kind::reserved, {}};
    default:
      return {Kind::other, std::strerror(error)};
  }
}

}  // namespace

tl::expected<std::intptr_t, BindFault> open_bound(const SocketAddress& address) {
  const int descriptor = new_datagram_socket();
  if (descriptor < 0) return tl::unexpected(fault_of(errno));
  // No SO_REUSEADDR and no SO_REUSEPORT: with them, two programs would each get half of the
  // packets.
  const sockaddr_in at = native_address(address);
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) {
    const int error = errno;
    ::close(descriptor);
    return tl::unexpected(fault_of(error));
  }
  return descriptor;
}

void close(std::intptr_t socket) noexcept {
  ::close(static_cast<int>(socket));
}

SocketAddress bound_address(std::intptr_t socket, const SocketAddress& otherwise) noexcept {
  sockaddr_in at{};
  socklen_t size = sizeof at;
  const int failed =
      ::getsockname(static_cast<int>(socket), reinterpret_cast<sockaddr*>(&at), &size);
  return failed == 0 ? neutral_address(at) : otherwise;
}

}  // namespace native

UdpSocket::Offer UdpSocket::offer(const SocketAddress& to,
                                  std::span<const std::byte> packet) const noexcept {
  const sockaddr_in at = native::native_address(to);
  const ssize_t sent = ::sendto(static_cast<int>(native_), packet.data(), packet.size(), 0,
                                reinterpret_cast<const sockaddr*>(&at), sizeof at);
  if (sent == static_cast<ssize_t>(packet.size())) return Offer::taken;
  const bool is_full =
      sent < 0 && (errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM || errno == EINTR);
  return is_full ? Offer::no_room : Offer::impossible;
}

}  // namespace parlando
