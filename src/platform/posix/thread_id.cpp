// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/thread_id.hpp"

#include <bit>

#include <pthread.h>

namespace attacca::core {

ThreadId this_thread_id() noexcept {
  // A number on Linux, a pointer on macOS.
  return std::bit_cast<std::uintptr_t>(::pthread_self());
}

}  // namespace attacca::core
