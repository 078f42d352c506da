// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "attacca/gui/event_loop.hpp"
#include "main_thread/thread_loop.hpp"
#include "platform/macos/run_loop_functions.hpp"

namespace attacca::core {

/// The CFRunLoop of the process's main thread, in all of its common modes. Descriptors are sources
/// of it, one callback at a time: each is waited for again when its callback has returned.
/// Callbacks know no gate, and must not throw. All members [main], but that stop() and the end may
/// come on another thread: a callback that is running then goes on, and none comes afterwards.
class MainRunLoop final : public EventLoop {
 public:
  explicit MainRunLoop(const RunLoopFunctions& system) noexcept : system_(system) {}
  ~MainRunLoop() override;

  /// Whether its callbacks come on the calling thread. [not audio]
  [[nodiscard]] bool is_here() const noexcept;

  /// `source` is a descriptor. Once it has been closed, its callback comes no more.
  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;

 private:
  const RunLoopFunctions& system_;
};

/// The calling thread's, as thread_loop() has it. For any_thread: where the loop is running, or
/// AppKit's is. A main thread that runs neither may never come to what is registered there. [main]
[[nodiscard]] std::shared_ptr<MainRunLoop> main_run_loop(const RunLoopFunctions& system,
                                                         LoopOf thread);

}  // namespace attacca::core
