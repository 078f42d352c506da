// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parlando {

/// Who may use the page: a web site that the user visits must not reach the conductor, neither by a
/// name that it has made point to this machine (DNS rebinding, which the Host header shows) nor
/// from a page of its own (which the Origin header shows). RFC 6455, 10.2; RFC 9110, 7.2. [any]
struct PageAccess {
  std::uint16_t port = 0;          ///< The one that the page is at.
  bool is_loopback = true;         ///< It listens on loopback alone.
  std::vector<std::string> names;  ///< By which others may call this machine, besides addresses.
  std::string key;                 ///< Which visitors have to bring; empty: none.

  /// Whether a request with this Host header is meant for the page: on loopback "localhost" and
  /// addresses of loopback; else any address, as no name server has a say in it, or one of `names`.
  [[nodiscard]] bool allows_host(std::string_view host) const;
  /// Whether a WebSocket may be opened by a page of this Origin under this Host: the page itself.
  [[nodiscard]] bool allows_origin(std::string_view origin, std::string_view host) const;
  /// In a time that does not depend on how much of it is right.
  [[nodiscard]] bool is_key(std::string_view given) const noexcept;
};

}  // namespace parlando
