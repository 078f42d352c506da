// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <windows.h>

#include "parlando/program/command.hpp"

namespace parlando::program {
namespace {

// Set before the handler is, and not changed after.
void (*interrupt_function)() = nullptr;

/// On a thread of the system's.
BOOL WINAPI interrupted(DWORD event) {
  interrupt_function();
  // For these the process is ended when this returns, or some seconds later: time to say goodbye.
  constexpr DWORD kTime = 10'000;
  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) ::Sleep(kTime);
  return TRUE;
}

}  // namespace

void call_on_interrupt(void (*on_signal)()) {
  interrupt_function = on_signal;
  ::SetConsoleCtrlHandler(interrupted, TRUE);
}

}  // namespace parlando::program
