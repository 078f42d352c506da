// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/protocol/standard_input.hpp"

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include <windows.h>

namespace attacca::mcp {
namespace {

/// What a thread has read that may be held in a pipe for ever. It is left there at the end, and so
/// is this.
struct Input {
  std::mutex mutex;
  std::condition_variable changed;
  std::string text;
  bool has_ended = false;
  bool is_asked_to_end = false;
};

Input& input() {
  static Input& only = *new Input;
  return only;
}

void read_all() {
  Input& in = input();
  std::array<char, 65536> piece{};
  DWORD count = 0;
  while (::ReadFile(::GetStdHandle(STD_INPUT_HANDLE), piece.data(),
                    static_cast<DWORD>(piece.size()), &count, nullptr) != 0 &&
         count > 0) {
    std::unique_lock lock(in.mutex);
    // One piece after the other, so that whoever sends too much waits.
    in.changed.wait(lock, [&in] { return in.text.empty(); });
    in.text.assign(piece.data(), count);
    in.changed.notify_all();
  }
  const std::lock_guard lock(in.mutex);
  in.has_ended = true;
  in.changed.notify_all();
}

/// On a thread of the system's.
BOOL WINAPI end_input(DWORD event) {
  {
    const std::lock_guard lock(input().mutex);
    input().is_asked_to_end = true;
    input().changed.notify_all();
  }
  // For these the process is ended when this returns, or some seconds later.
  constexpr DWORD kTime = 10'000;
  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) ::Sleep(kTime);
  return TRUE;
}

}  // namespace

StandardInput::StandardInput() {
  ::SetConsoleCtrlHandler(end_input, TRUE);
  std::thread(read_all).detach();
}

bool StandardInput::read(std::string& text) {
  Input& in = input();
  std::unique_lock lock(in.mutex);
  in.changed.wait(lock, [&in] { return in.is_asked_to_end || in.has_ended || !in.text.empty(); });
  if (in.is_asked_to_end) {
    text.clear();
    return false;
  }
  if (in.text.empty()) return false;
  text += std::exchange(in.text, {});
  in.changed.notify_all();
  return true;
}

}  // namespace attacca::mcp
