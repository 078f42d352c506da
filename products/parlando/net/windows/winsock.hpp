// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <winsock2.h>
// After it: windows.h would bring the sockets of before.
#include <windows.h>

namespace parlando::native {

/// Winsock, begun for as long as this lives; each one counts. [not audio]
class Winsock {
 public:
  Winsock() noexcept;
  ~Winsock();
  Winsock(const Winsock&) = delete;
  Winsock& operator=(const Winsock&) = delete;

  [[nodiscard]] bool has_begun() const noexcept { return has_begun_; }

 private:
  bool has_begun_;
};

/// A socket that is not handed on to programs that are started, or INVALID_SOCKET. Each keeps
/// Winsock for itself. [not audio]
[[nodiscard]] SOCKET open_socket(int type, int protocol) noexcept;
/// One that somebody else has opened as ours from here on; false, and it is closed. [not audio]
[[nodiscard]] bool adopt_socket(SOCKET socket) noexcept;
/// Closes such a socket, and gives back what it keeps; WSAGetLastError() stays. [not audio]
void close_socket(SOCKET socket) noexcept;

}  // namespace parlando::native
