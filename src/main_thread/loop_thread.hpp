// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "attacca/gui/event_loop.hpp"
#include "main_thread/main_thread.hpp"
#include "platform/poller.hpp"

namespace attacca::core {

/// An event loop on a thread of its own, for an editor whose host offers none. Callbacks run inside
/// the gate, as all calls into the editor do. Sleeps until something is due.
class LoopThread final : public EventLoop, public std::enable_shared_from_this<LoopThread> {
 public:
  /// Throws std::system_error if there can be no thread. `main` outlives it, or what calls quit()
  /// on its own thread does. [main]
  static std::shared_ptr<LoopThread> start(MainThread& main);
  /// The thread keeps the object: it is not running any more, or this is the end of it.
  ~LoopThread() override;

  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;
  void deliver(const std::function<void()>& call) override;

  /// No further callback begins. [any]
  void quit() noexcept;
  /// After quit(): waits for a callback in progress. Not from one of its callbacks, and not inside
  /// the gate.
  void join() noexcept;
  /// True inside its callbacks. [any]
  [[nodiscard]] bool on_this_thread() const noexcept {
    return std::this_thread::get_id() == thread_.get_id();
  }

 private:
  using Clock = std::chrono::steady_clock;
  using Callback = std::shared_ptr<const std::function<void()>>;
  /// A source that is watched, or a timer.
  struct Entry {
    Handle handle = 0;
    std::optional<Source> source;  ///< none: a timer
    std::chrono::milliseconds period{0};
    Clock::time_point due{};
    Callback call;
  };

  explicit LoopThread(MainThread& main);
  void run();
  Handle add(Entry entry);
  /// Null when it has been stopped. Inside the gate.
  Entry* find(Handle handle) noexcept;
  /// Lists what to wait for, and returns for how long at most.
  std::optional<std::chrono::milliseconds> collect(std::vector<Poller::Source>& sources,
                                                   std::vector<Handle>& handles);
  void dispatch(const std::vector<Poller::Source>& sources, const std::vector<Handle>& handles);
  void call_watch(Handle handle, Poller::State state);
  void call_timer(Handle handle, Clock::time_point now);

  MainThread& main_;
  Poller poller_;
  std::atomic<bool> quit_{false};
  Handle last_handle_ = 0;
  std::vector<Entry> entries_;  // guarded by the gate
  std::thread thread_;
};

}  // namespace attacca::core
