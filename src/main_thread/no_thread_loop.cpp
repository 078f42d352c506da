// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/thread_loop.hpp"

namespace attacca::core {

std::shared_ptr<EventLoop> thread_loop(LoopOf /*thread*/) {
  return nullptr;
}

std::shared_ptr<EventLoop> gated_thread_loop(MainThread& /*main*/) {
  return nullptr;
}

}  // namespace attacca::core
