// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "attacca/base/result.hpp"
#include "parlando/net/socket_address.hpp"
#include "parlando/protocol/ports.hpp"

namespace parlando {

/// Where a process of musicians listens and whom it speaks to.
struct LinkOptions {
  SocketAddress listen;  ///< port 0: one is drawn
  SocketAddress conductor{.port = kConductorPort};
  SocketAddress transport{.port = kTransportPort};
  std::string key;  ///< empty: none

  /// What packets to and from others have to begin with: only off loopback. [any]
  [[nodiscard]] std::string_view key_for(const SocketAddress& address) const noexcept {
    return address.is_loopback() ? std::string_view() : std::string_view(key);
  }
};

/// Of PARLANDO_LISTEN, PARLANDO_CONDUCTOR, PARLANDO_TRANSPORT and PARLANDO_KEY. Errors: what cannot
/// be read, a conductor that cannot be reached from loopback, no key off loopback. [not audio]
[[nodiscard]] attacca::Result<LinkOptions> link_options_of_environment();

}  // namespace parlando
