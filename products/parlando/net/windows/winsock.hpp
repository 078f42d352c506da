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
  Winsock() noexcept {
    WSADATA data;
    has_begun_ = ::WSAStartup(MAKEWORD(2, 2), &data) == 0;
  }
  ~Winsock() {
    if (has_begun_) ::WSACleanup();
  }
  Winsock(const Winsock&) = delete;
  Winsock& operator=(const Winsock&) = delete;

  [[nodiscard]] bool has_begun() const noexcept { return has_begun_; }

 private:
  bool has_begun_ = false;
};

}  // namespace parlando::native
