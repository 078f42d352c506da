// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/udp_socket.hpp"

#include <string>
#include <utility>

#include "parlando/net/native_socket.hpp"
#include "parlando/net/receive_ports.hpp"

namespace parlando {
namespace {

using native::BindFault;

/// What is asked for; systems have limits of their own (net.core.rmem_max, kern.ipc.maxsockbuf).
constexpr int kWantedBuffer = 8 << 20;

std::string words_for(const BindFault& fault, const SocketAddress& address) {
  const std::string what = "cannot listen on UDP " + to_string(address) + ": ";
  switch (fault.kind) {
    case BindFault::Kind::taken:
      return what + "another program does (" + native::kShowsPorts + " shows which)";
    case BindFault::Kind::reserved:
      return what + "not allowed: the system, or another program, keeps the port for itself";
    case BindFault::Kind::no_such_address:
      return what + "this machine has no such address (" + native::kShowsAddresses +
             " shows which it has)";
    case BindFault::Kind::no_descriptor:
      return what + "too many open files: close some, or raise the limit (ulimit -n)";
    case BindFault::Kind::other:
      break;
  }
  return what + fault.text;
}

}  // namespace

attacca::Result<UdpSocket> UdpSocket::open(SocketAddress address) {
  const auto socket = native::open_bound(address);
  if (!socket) return attacca::fail(words_for(socket.error(), address));
  return UdpSocket(*socket, address);
}

attacca::Result<UdpSocket> UdpSocket::open_drawn(std::uint32_t ip, std::uint64_t random) {
  ReceivePorts ports(random);
  while (const std::uint16_t port = ports.next()) {
    const SocketAddress address{ip, port};
    const auto socket = native::open_bound(address);
    if (socket) return UdpSocket(*socket, address);
    const BindFault::Kind kind = socket.error().kind;
    // Windows keeps ranges of ports for itself that differ from one start to the next.
    if (kind != BindFault::Kind::taken && kind != BindFault::Kind::reserved) {
      return attacca::fail(words_for(socket.error(), address));
    }
  }
  return attacca::fail(
      std::string("no UDP port from 9000 to 19999 is free: end programs that hold them (") +
      native::kShowsPorts + " shows which)");
}

UdpSocket::UdpSocket(std::intptr_t socket, SocketAddress local) noexcept
    : native_(socket),
      local_(native::bound_address(socket, local)),
      receive_buffer_(native::enlarge_receive_buffer(socket, kWantedBuffer)) {}

UdpSocket::UdpSocket(UdpSocket&& other) noexcept
    : native_(std::exchange(other.native_, -1)),
      local_(other.local_),
      receive_buffer_(other.receive_buffer_),
      drops_(other.drops_),
      drops_seen_(other.drops_seen_) {}

UdpSocket& UdpSocket::operator=(UdpSocket&& other) noexcept {
  std::swap(native_, other.native_);
  local_ = other.local_;
  receive_buffer_ = other.receive_buffer_;
  drops_ = other.drops_;
  drops_seen_ = other.drops_seen_;
  return *this;
}

UdpSocket::~UdpSocket() {
  if (native_ != -1) native::close(native_);
}

}  // namespace parlando
