// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <csignal>

#include "parlando/program/command.hpp"

namespace parlando::program {
namespace {

// Set before the handler is, and not changed after.
void (*interrupt_function)() = nullptr;

void interrupted(int) {
  if (interrupt_function != nullptr) interrupt_function();
}

}  // namespace

void call_on_interrupt(void (*on_signal)()) {
  interrupt_function = on_signal;
  struct sigaction action{};
  action.sa_handler = interrupted;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace parlando::program
