// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "attacca/gui/event_loop.hpp"
#include "main_thread/thread_loop.hpp"
#include "platform/windows/message_window.hpp"

namespace attacca::core {

/// The messages of the thread that makes it as an EventLoop. What is waited for becomes a message
/// when it is ready, one at a time: it is waited for again when its callback has returned.
/// Callbacks must not throw. All members [main], on that thread, but that stop() and the end may
/// come on another one: a callback that is running then goes on, and none comes afterwards.
class MessageLoop final : public ThreadLoop {
 public:
  MessageLoop();
  ~MessageLoop() override;
  [[nodiscard]] bool usable() const noexcept { return window_.usable(); }
  [[nodiscard]] bool is_here() const noexcept override { return window_.is_here(); }
  /// False also when the thread has once taken no message because its queue was full.
  [[nodiscard]] bool reaches_thread() const noexcept override;

  /// `source` is a handle that can be waited for. One that is reset by being waited for, as some
  /// events are, has its callback called once for each time that it was set and then waited for.
  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;

 private:
  struct Entries;

  explicit MessageLoop(const std::shared_ptr<Entries>& entries);

  std::shared_ptr<Entries> entries_;  ///< also of the callback that is running
  Handle last_handle_ = 0;
  MessageWindow window_;
};

}  // namespace attacca::core
