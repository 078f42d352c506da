// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/thread_loop.hpp"

namespace attacca::core {

std::shared_ptr<ThreadLoop> thread_loop(LoopOf /*thread*/) {
  return nullptr;
}

}  // namespace attacca::core
