// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/thread_id.hpp"

#include <windows.h>

namespace attacca::core {

ThreadId this_thread_id() noexcept {
  return ::GetCurrentThreadId();
}

}  // namespace attacca::core
