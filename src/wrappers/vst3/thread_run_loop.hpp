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

  /// False for the loop of a thread that has ended, or whose queue was full. True for those of
  /// hosts. The caller has a reference. [not audio]
  [[nodiscard]] static bool reaches(const vst3::IRunLoop* loop) noexcept;

 private:
  vst3::Ref<vst3::IRunLoop> loop_;
};

}  // namespace attacca::vst3_wrapper
