// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace parlando::native {

/// A socket for datagrams that never blocks and is closed where another program begins, or -1 with
/// errno. The folder of each system defines it. [not audio]
[[nodiscard]] int new_datagram_socket() noexcept;

}  // namespace parlando::native
