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
/// Set when that thread knows that the end is asked for.
std::atomic<HANDLE> has_ended = nullptr;

/// On a thread of the system's.
BOOL WINAPI end_input(DWORD event) {
  is_asked_to_end = true;
  // Again and again: it may have looked just before, and begin to read only now.
  constexpr DWORD kTurn = 10;  // ms
  do {
    ::CancelSynchronousIo(reader);
  } while (::WaitForSingleObject(has_ended, kTurn) == WAIT_TIMEOUT);
  // For these the process is ended when this returns, or some seconds later.
  constexpr DWORD kTime = 10'000;
  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) ::Sleep(kTime);
  return TRUE;
}

}  // namespace

StandardInput::StandardInput() {
  HANDLE thread = nullptr;
  if (::DuplicateHandle(::GetCurrentProcess(), ::GetCurrentThread(), ::GetCurrentProcess(), &thread,
                        0, FALSE, DUPLICATE_SAME_ACCESS) == 0) {
    return;
  }
  reader = thread;
  has_ended = ::CreateEventW(nullptr, TRUE, FALSE, nullptr);
  if (has_ended != nullptr) ::SetConsoleCtrlHandler(end_input, TRUE);
}

bool StandardInput::read(std::string& text) {
  std::array<char, 65536> piece{};
  DWORD count = 0;
  const bool has_read =
      !is_asked_to_end && ::ReadFile(::GetStdHandle(STD_INPUT_HANDLE), piece.data(),
                                     static_cast<DWORD>(piece.size()), &count, nullptr) != 0;
  if (is_asked_to_end) {
    ::SetEvent(has_ended);
    text.clear();
    return false;
  }
  if (!has_read || count == 0) return false;
  text.append(piece.data(), count);
  return true;
}

}  // namespace attacca::mcp
