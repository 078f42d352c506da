// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/background_thread.hpp"

#include <utility>

#include "platform/windows/thread_names.hpp"

namespace attacca::core {

std::thread start_background_thread(const char* name, std::function<void()> body) {
  // There are no signals to keep away from it.
  return std::thread([name, work = std::move(body)] {
    name_this_thread(name);
    work();
  });
}

}  // namespace attacca::core
