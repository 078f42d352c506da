// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/protocol/standard_input.hpp"

#include <array>
#include <atomic>

#include <windows.h>

namespace attacca::mcp {
namespace {

std::atomic<bool> is_asked_to_end = false;
/// Of the thread that reads, which a pipe may hold for ever.
std::atomic<HANDLE> reader = nullptr;

/// On a thread of the system's.
BOOL WINAPI end_input(DWORD event) {
  is_asked_to_end = true;
  if (const HANDLE thread = reader) ::CancelSynchronousIo(thread);
  // For these the process is ended when this returns, or some seconds later.
  constexpr DWORD kTime = 10'000;
  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) ::Sleep(kTime);
  return TRUE;
}

}  // namespace

StandardInput::StandardInput() {
  HANDLE thread = nullptr;
  if (::DuplicateHandle(::GetCurrentProcess(), ::GetCurrentThread(), ::GetCurrentProcess(), &thread,
                        0, FALSE, DUPLICATE_SAME_ACCESS) != 0) {
    reader = thread;
  }
  ::SetConsoleCtrlHandler(end_input, TRUE);
}

bool StandardInput::read(std::string& text) {
  std::array<char, 65536> piece{};
  DWORD count = 0;
  const bool has_read =
      !is_asked_to_end && ::ReadFile(::GetStdHandle(STD_INPUT_HANDLE), piece.data(),
                                     static_cast<DWORD>(piece.size()), &count, nullptr) != 0;
  if (is_asked_to_end) text.clear();
  if (!has_read || is_asked_to_end || count == 0) return false;
  text.append(piece.data(), count);
  return true;
}

}  // namespace attacca::mcp
