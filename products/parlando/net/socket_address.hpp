// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace parlando {

/// An IPv4 address and a UDP port, as "127.0.0.1:30000". IPv6 is not spoken: musicians and
/// conductor share a machine, or a studio's network.
struct SocketAddress {
  static constexpr std::uint32_t kLoopback = 0x7F000001;  // 127.0.0.1

  std::uint32_t ip = kLoopback;  ///< 127.0.0.1 is 0x7F000001
  std::uint16_t port = 0;        ///< 0: any free one, where a socket is opened

  /// Whether it cannot be reached from another machine: 127.0.0.0/8 (RFC 1122, 3.2.1.3). [any]
  [[nodiscard]] bool is_loopback() const noexcept { return ip >> 24U == 127; }
  friend bool operator==(const SocketAddress&, const SocketAddress&) = default;
};

/// Reads "address:port", or an address alone, whose port is then `default_port`. [any] Allocates
/// for its errors: no such address (names of machines are not looked up), no such port.
attacca::Result<SocketAddress> parse_socket_address(std::string_view text,
                                                    std::uint16_t default_port);

/// "127.0.0.1:30000". [any] Allocates.
[[nodiscard]] std::string to_string(const SocketAddress& address);

}  // namespace parlando
