// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/udp_socket.hpp"

#include <string>

#include "parlando/net/native_socket.hpp"
#include "parlando/net/single_packets.hpp"
#include "parlando/net/windows/winsock.hpp"

namespace parlando {
namespace native {
namespace {

SOCKET socket_of(std::intptr_t socket) noexcept {
  return static_cast<SOCKET>(socket);
}

sockaddr_in native_address(const SocketAddress& address) noexcept {
  sockaddr_in native{};
  native.sin_family = AF_INET;
  native.sin_port = ::htons(address.port);
  native.sin_addr.s_addr = ::htonl(address.ip);
  return native;
}

SocketAddress neutral_address(const sockaddr_in& native) noexcept {
  return {::ntohl(native.sin_addr.s_addr), ::ntohs(native.sin_port)};
}

BindFault fault_of(int error) {
  using Kind = BindFault::Kind;
  switch (error) {
    case WSAEADDRINUSE:
      return {Kind::taken, {}};
    case WSAEADDRNOTAVAIL:
      return {Kind::no_such_address, {}};
    case WSAEMFILE:
      return {Kind::no_descriptor, {}};
    case WSAEACCES:
      return {Kind::reserved, {}};
    default:
      return {Kind::other, "Winsock's error " + std::to_string(error)};
  }
}

/// Without this, a packet to somebody who has gone makes the next reading fail (WSAECONNRESET).
void ignore_the_unreachable(SOCKET socket) noexcept {
  constexpr DWORD kConnectionReset = 0x9800000C;  // SIO_UDP_CONNRESET
  BOOL says_so = FALSE;
  DWORD size = 0;
  ::WSAIoctl(socket, kConnectionReset, &says_so, sizeof says_so, nullptr, 0, &size, nullptr,
             nullptr);
}

}  // namespace

const char* const kShowsPorts = "netstat -ano -p UDP";
const char* const kShowsAddresses = "ipconfig";

tl::expected<std::intptr_t, BindFault> open_bound(const SocketAddress& address) {
  const SOCKET socket = open_socket(SOCK_DGRAM, IPPROTO_UDP);
  if (socket == INVALID_SOCKET) return tl::unexpected(fault_of(::WSAGetLastError()));
  u_long does_not_block = 1;
  // Else another program could open the same port and take what comes (SO_REUSEADDR means that
  // here).
  const BOOL alone = TRUE;
  const sockaddr_in at = native_address(address);
  if (::ioctlsocket(socket, static_cast<long>(FIONBIO), &does_not_block) != 0 ||
      ::setsockopt(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<const char*>(&alone),
                   sizeof alone) != 0 ||
      ::bind(socket, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) {
    close_socket(socket);
    return tl::unexpected(fault_of(::WSAGetLastError()));
  }
  ignore_the_unreachable(socket);
  return static_cast<std::intptr_t>(socket);
}

void close(std::intptr_t socket) noexcept {
  close_socket(socket_of(socket));
}

SocketAddress bound_address(std::intptr_t socket, const SocketAddress& otherwise) noexcept {
  sockaddr_in at{};
  int size = sizeof at;
  const int failed = ::getsockname(socket_of(socket), reinterpret_cast<sockaddr*>(&at), &size);
  return failed == 0 ? neutral_address(at) : otherwise;
}

std::size_t enlarge_receive_buffer(std::intptr_t socket, int wanted) noexcept {
  ::setsockopt(socket_of(socket), SOL_SOCKET, SO_RCVBUF, reinterpret_cast<const char*>(&wanted),
               sizeof wanted);
  int became = 0;
  int size = sizeof became;
  ::getsockopt(socket_of(socket), SOL_SOCKET, SO_RCVBUF, reinterpret_cast<char*>(&became), &size);
  return static_cast<std::size_t>(became);
}

}  // namespace native

UdpSocket::Offer UdpSocket::offer(const SocketAddress& to,
                                  std::span<const std::byte> packet) const noexcept {
  const sockaddr_in at = native::native_address(to);
  const int sent = ::sendto(
      native::socket_of(native_), reinterpret_cast<const char*>(packet.data()),
      static_cast<int>(packet.size()), 0, reinterpret_cast<const sockaddr*>(&at), sizeof at);
  if (sent >= 0 && static_cast<std::size_t>(sent) == packet.size()) return Offer::taken;
  const int error = ::WSAGetLastError();
  return sent < 0 && (error == WSAEWOULDBLOCK || error == WSAENOBUFS) ? Offer::no_room
                                                                      : Offer::impossible;
}

std::size_t UdpSocket::receive(ReceivedPackets& packets) noexcept {
  ReceivedPackets::Storage& storage = *packets.storage_;
  std::size_t count = 0;
  // Systems that know no SIO_UDP_CONNRESET say again and again that somebody has gone: bounded.
  for (std::size_t tries = 0; count < ReceivedPackets::kMost && tries < 4 * ReceivedPackets::kMost;
       ++tries) {
    sockaddr_in from{};
    int from_size = sizeof from;
    auto& bytes = storage.bytes[count];
    const int size = ::recvfrom(native::socket_of(native_), reinterpret_cast<char*>(bytes.data()),
                                static_cast<int>(bytes.size()), 0,
                                reinterpret_cast<sockaddr*>(&from), &from_size);
    const int error = size < 0 ? ::WSAGetLastError() : 0;
    if (error == WSAECONNRESET || error == WSAENETRESET) continue;
    const bool is_cut = error == WSAEMSGSIZE;
    if (size < 0 && !is_cut) break;
    const std::size_t kept = is_cut ? bytes.size() : static_cast<std::size_t>(size);
    storage.packets[count] = {{bytes.data(), kept}, native::neutral_address(from), is_cut};
    ++count;
  }
  packets.size_ = count;
  return count;
}

}  // namespace parlando
