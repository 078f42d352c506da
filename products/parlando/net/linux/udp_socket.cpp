// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/udp_socket.hpp"

#include <array>

#include <sys/socket.h>

#include "parlando/net/native_socket.hpp"
#include "parlando/net/posix/native_address.hpp"
#include "parlando/net/posix/new_datagram_socket.hpp"

namespace parlando {
namespace native {

const char* const kShowsPorts = "ss -ulpn";
const char* const kShowsAddresses = "ip address";

int new_datagram_socket() noexcept {
  return ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

std::size_t enlarge_receive_buffer(std::intptr_t socket, int wanted) noexcept {
  const int descriptor = static_cast<int>(socket);
  // The first works for privileged processes only and beyond the limit, the second up to it.
  if (::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &wanted, sizeof wanted) != 0) {
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &wanted, sizeof wanted);
  }
  int became = 0;
  socklen_t size = sizeof became;
  ::getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &became, &size);
  return static_cast<std::size_t>(became);
}

}  // namespace native

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
          native::neutral_address(storage_->from[index]),
          (message.msg_hdr.msg_flags & MSG_TRUNC) != 0};
}

std::size_t UdpSocket::receive(ReceivedPackets& packets) noexcept {
  ReceivedPackets::Storage& storage = *packets.storage_;
  for (mmsghdr& message : storage.messages) message.msg_hdr.msg_namelen = sizeof(sockaddr_in);
  const int count = ::recvmmsg(static_cast<int>(native_), storage.messages.data(),
                               ReceivedPackets::kMost, MSG_DONTWAIT, nullptr);
  packets.size_ = count > 0 ? static_cast<std::size_t>(count) : 0;
  return packets.size_;
}

std::uint64_t UdpSocket::kernel_drops() noexcept {
  constexpr std::size_t kDrops = 8;  // SK_MEMINFO_DROPS of linux/sock_diag.h
  std::array<std::uint32_t, kDrops + 1> counters{};
  socklen_t size = sizeof counters;
  if (::getsockopt(static_cast<int>(native_), SOL_SOCKET, SO_MEMINFO, counters.data(), &size) ==
          0 &&
      size == sizeof counters) {
    drops_ += counters[kDrops] - drops_seen_;
    drops_seen_ = counters[kDrops];
  }
  return drops_;
}

}  // namespace parlando
