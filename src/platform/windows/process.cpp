// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/process.hpp"

#include <windows.h>

#include "platform/windows/thread_names.hpp"

namespace attacca::core {

long process_id() noexcept {
  return static_cast<long>(::GetCurrentProcessId());
}

long thread_id() noexcept {
  return static_cast<long>(::GetCurrentThreadId());
}

std::string thread_name() {
  return name_of_this_thread();
}

}  // namespace attacca::core
