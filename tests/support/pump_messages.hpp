// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <windows.h>

namespace attacca::test {

/// Handles what messages the calling thread has, until `done()`; true if that came to be.
template <typename Done>
bool pump(Done&& done) {
  MSG message;
  while (!done() && PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE) != 0) {
    TranslateMessage(&message);
    DispatchMessageW(&message);
  }
  return done();
}

/// Handles messages until `done()`; false if none comes for a very long time.
template <typename Done>
bool pump_until(Done&& done) {
  constexpr DWORD kVeryLong = 20'000;
  while (!pump(done)) {
    if (MsgWaitForMultipleObjects(0, nullptr, FALSE, kVeryLong, QS_ALLINPUT) == WAIT_TIMEOUT) {
      return false;
    }
  }
  return true;
}

}  // namespace attacca::test
