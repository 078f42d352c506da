// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/udp_socket.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/socket.h>

#include "parlando/net/native_socket.hpp"
#include "parlando/net/posix/native_address.hpp"
#include "parlando/net/posix/new_datagram_socket.hpp"
#include "parlando/net/single_packets.hpp"

namespace parlando {
namespace native {

const char* const kShowsPorts = "lsof -nP -iUDP";
const char* const kShowsAddresses = "ifconfig";

int new_datagram_socket() noexcept {
  const int descriptor = ::socket(AF_INET, SOCK_DGRAM, 0);
  if (descriptor < 0) return descriptor;
  ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
  return descriptor;
}

std::size_t enlarge_receive_buffer(std::intptr_t socket, int wanted) noexcept {
  const int descriptor = static_cast<int>(socket);
  // What is more than kern.ipc.maxsockbuf is refused, and not cut.
  constexpr int kSmallest = 1 << 16;
  while (wanted >= kSmallest &&
         ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &wanted, sizeof wanted) != 0) {
    wanted /= 2;
  }
  int became = 0;
  socklen_t size = sizeof became;
  ::getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &became, &size);
  return static_cast<std::size_t>(became);
}

}  // namespace native

std::size_t UdpSocket::receive(ReceivedPackets& packets) noexcept {
  ReceivedPackets::Storage& storage = *packets.storage_;
  std::size_t count = 0;
  while (count < ReceivedPackets::kMost) {
    sockaddr_in from{};
    iovec piece{storage.bytes[count].data(), ReceivedPackets::kLargestPacket};
    msghdr header{};
    header.msg_name = &from;
    header.msg_namelen = sizeof from;
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    const ssize_t size = ::recvmsg(static_cast<int>(native_), &header, 0);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) break;
    storage.packets[count] = {{storage.bytes[count].data(), static_cast<std::size_t>(size)},
                              native::neutral_address(from),
                              (header.msg_flags & MSG_TRUNC) != 0};
    ++count;
  }
  packets.size_ = count;
  return count;
}

}  // namespace parlando
