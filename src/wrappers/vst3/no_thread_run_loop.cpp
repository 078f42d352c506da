// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/thread_run_loop.hpp"

namespace attacca::vst3_wrapper {

/// Where hosts offer a run loop, or there is none to be had.
std::shared_ptr<ThreadRunLoop> ThreadRunLoop::get(core::LoopOf /*thread*/) {
  return nullptr;
}

bool ThreadRunLoop::reaches(const vst3::IRunLoop* /*loop*/) noexcept {
  return true;
}

}  // namespace attacca::vst3_wrapper
