// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/macos/main_run_loop.hpp"

namespace attacca::core {

std::shared_ptr<ThreadLoop> thread_loop(LoopOf thread) {
  const RunLoopFunctions* const system = run_loop_functions();
  return system != nullptr ? main_run_loop(*system, thread) : nullptr;
}

}  // namespace attacca::core
