// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/run_loop.hpp"
#include "main_thread/thread_loop.hpp"

namespace attacca::vst3_wrapper {

/// The loop that the system gives to the host's thread, as the format has it: hosts on such systems
/// offer none. All instances that use it on one thread share it.
class ThreadRunLoop {
 public:
  /// Null where the system or the thread has none, see core::thread_loop(). [main]
  static std::shared_ptr<ThreadRunLoop> get(core::LoopOf thread);

  explicit ThreadRunLoop(vst3::Ref<vst3::IRunLoop> loop) : loop_(std::move(loop)) {}
  [[nodiscard]] const vst3::Ref<vst3::IRunLoop>& run_loop() const noexcept { return loop_; }

 private:
  vst3::Ref<vst3::IRunLoop> loop_;
};

}  // namespace attacca::vst3_wrapper
