// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/windows/winsock.hpp"

namespace parlando::native {
namespace {

bool begin() noexcept {
  WSADATA data;
  const int error = ::WSAStartup(MAKEWORD(2, 2), &data);
  if (error != 0) ::WSASetLastError(error);
  return error == 0;
}

}  // namespace

Winsock::Winsock() noexcept : has_begun_(begin()) {}

Winsock::~Winsock() {
  if (has_begun_) ::WSACleanup();
}

SOCKET open_socket(int type, int protocol) noexcept {
  if (!begin()) return INVALID_SOCKET;
  const SOCKET socket = ::WSASocketW(AF_INET, type, protocol, nullptr, 0,
                                     WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
  if (socket != INVALID_SOCKET) return socket;
  const int error = ::WSAGetLastError();
  ::WSACleanup();
  ::WSASetLastError(error);
  return INVALID_SOCKET;
}

bool adopt_socket(SOCKET socket) noexcept {
  if (!begin()) {
    ::closesocket(socket);
    return false;
  }
  ::SetHandleInformation(reinterpret_cast<HANDLE>(socket), HANDLE_FLAG_INHERIT, 0);
  return true;
}

void close_socket(SOCKET socket) noexcept {
  const int error = ::WSAGetLastError();
  ::closesocket(socket);
  ::WSACleanup();
  ::WSASetLastError(error);
}

}  // namespace parlando::native
