// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <netinet/in.h>

#include "parlando/net/socket_address.hpp"

namespace parlando::native {

[[nodiscard]] inline sockaddr_in native_address(const SocketAddress& address) noexcept {
  sockaddr_in native{};
  native.sin_family = AF_INET;
  native.sin_port = htons(address.port);
  native.sin_addr.s_addr = htonl(address.ip);
  return native;
}

[[nodiscard]] inline SocketAddress neutral_address(const sockaddr_in& native) noexcept {
  return {ntohl(native.sin_addr.s_addr), ntohs(native.sin_port)};
}

}  // namespace parlando::native
