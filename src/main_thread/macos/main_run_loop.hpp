// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "main_thread/thread_loop.hpp"
#include "platform/macos/run_loop_functions.hpp"

namespace attacca::core {

/// The CFRunLoop of the process's main thread, in all of its common modes. Descriptors are sources
/// of it, one callback at a time: each is waited for again when its callback has returned.
class MainRunLoop final : public ThreadLoop {
 public:
  explicit MainRunLoop(const RunLoopFunctions& system) noexcept : system_(system) {}
  ~MainRunLoop() override;

  [[nodiscard]] bool is_here() const noexcept override;
  /// The thread lives as long as the process.
  [[nodiscard]] bool reaches_thread() const noexcept override { return true; }

  /// `source` is a descriptor. Once it has been closed, its callback comes no more.
  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;

 private:
  const RunLoopFunctions& system_;
};

/// As thread_loop(). For any_thread: where the loop is running, or AppKit's is. A main thread that
/// runs neither may never come to what is registered there. [main]
[[nodiscard]] std::shared_ptr<MainRunLoop> main_run_loop(const RunLoopFunctions& system,
                                                         LoopOf thread);

}  // namespace attacca::core
