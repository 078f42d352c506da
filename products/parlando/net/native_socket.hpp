// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "attacca/base/result.hpp"
#include "parlando/net/socket_address.hpp"

/// What `UdpSocket` has of one system: the folder of each defines these. [not audio]
namespace parlando::native {

struct BindFault {
  enum class Kind : std::uint8_t {
    taken,            ///< another program has the port
    reserved,         ///< the system gives it to nobody, or not to this user
    no_such_address,  ///< not of this machine
    no_descriptor,    ///< the process has too many files open
    other,
  };
  Kind kind = Kind::other;
  std::string text;  ///< the system's own words
};

/// A socket that never blocks, is not handed on to programs that are started, and shares its port
/// with nobody.
[[nodiscard]] tl::expected<std::intptr_t, BindFault> open_bound(const SocketAddress& address);
void close(std::intptr_t socket) noexcept;
/// Where it is bound; `otherwise` if the system does not say.
[[nodiscard]] SocketAddress bound_address(std::intptr_t socket,
                                          const SocketAddress& otherwise) noexcept;
/// Asks for a buffer of `wanted` bytes; how many it has then, as the system counts them.
[[nodiscard]] std::size_t enlarge_receive_buffer(std::intptr_t socket, int wanted) noexcept;

// Commands that show what stands in the way.
extern const char* const kShowsPorts;
extern const char* const kShowsAddresses;

}  // namespace parlando::native
