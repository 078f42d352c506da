// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "attacca/gui/event_loop.hpp"
#include "platform/windows/message_window.hpp"
#include "platform/windows/source_watch.hpp"

namespace attacca::core {

/// The messages of the thread that makes it as an EventLoop. What is waited for becomes a message
/// when it is ready, one at a time: it is waited for again when its callback has returned.
/// Callbacks must not throw. All members [main], on that thread, but that stop() and the end may
/// come on another one, when no callback is running.
class MessageLoop final : public EventLoop {
 public:
  MessageLoop();
  ~MessageLoop() override { *exists_ = false; }
  [[nodiscard]] bool usable() const noexcept { return window_.usable(); }

  /// `source` is a handle that can be waited for. One that is reset by being waited for, as some
  /// events are, has its callback called once for each time that it was set and then waited for.
  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;

 private:
  using Callback = std::shared_ptr<const std::function<void()>>;
  struct Entry {
    Callback call;
    std::unique_ptr<SourceWatch> watch;  ///< null: a timer
  };
  void on_ready(Handle handle);
  void on_timer(Handle handle);

  [[nodiscard]] Callback find(Handle handle) const;

  Handle last_handle_ = 0;
  mutable std::mutex mutex_;
  std::map<Handle, Entry> entries_;  ///< guarded by mutex_
  MessageWindow window_;             ///< the first to go
  /// Becomes false with this object, which a callback may end.
  std::shared_ptr<bool> exists_ = std::make_shared<bool>(true);
};

}  // namespace attacca::core
