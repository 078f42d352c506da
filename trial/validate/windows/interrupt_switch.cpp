// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/interrupt_switch.hpp"

#include <atomic>

#include <windows.h>

#include "host/base/windows/console_end.hpp"
#include "trial/validate/check_runner.hpp"

namespace attacca::validate {

namespace {

std::atomic<bool> g_interrupted{false};

BOOL WINAPI on_control(DWORD control) {
  g_interrupted = true;
  host::leave_time_to_end(control);
  return TRUE;
}

}  // namespace

InterruptSwitch::InterruptSwitch() {
  g_interrupted = false;
  SetConsoleCtrlHandler(on_control, TRUE);
}

InterruptSwitch::~InterruptSwitch() {
  SetConsoleCtrlHandler(on_control, FALSE);
}

bool was_interrupted() noexcept {
  return g_interrupted;
}

}  // namespace attacca::validate
