// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "host/base/loop_sleep.hpp"

namespace attacca::host {

/// The main thread's event loop: timers, file descriptors, functions posted from other threads, and
/// hooks that run at every turn; on Windows also the thread's messages. All members are [main]
/// unless tagged.
class MainLoop {
 public:
  using Clock = std::chrono::steady_clock;
  using Id = std::uint32_t;
  /// `events` are LoopSleep's: poll(2)'s POLLIN, POLLOUT, POLLERR.
  using DescriptorFunction = std::function<void(short events)>;

  MainLoop();
  ~MainLoop();
  MainLoop(const MainLoop&) = delete;
  MainLoop& operator=(const MainLoop&) = delete;

  /// Calls `function` about every `period` (at least 1 ms) until removed. Missed ticks are not made
  /// up for.
  [[nodiscard]] Id add_timer(std::chrono::milliseconds period, std::function<void()> function);
  /// Calls `function` once, at `when` or soon after; the id dies with it.
  Id add_alarm(Clock::time_point when, std::function<void()> function);
  /// Where LoopSleep::takes_descriptors(); nothing ever happens on it elsewhere.
  [[nodiscard]] Id add_descriptor(int descriptor, short events, DescriptorFunction function);
  bool modify_descriptor(Id id, short events);
  /// Runs at every turn, before the loop sleeps.
  [[nodiscard]] Id add_hook(std::function<void()> function);
  /// Removes a timer, alarm, descriptor or hook; safe inside any of their functions.
  bool remove(Id id);

  /// How many timers and alarms, and how many descriptors, there are now.
  [[nodiscard]] std::size_t timer_count() const noexcept;
  [[nodiscard]] std::size_t descriptor_count() const noexcept;

  /// Runs `function` on the main thread in one of the next turns. Takes a lock. [not audio]
  void post(std::function<void()> function);
  /// Ends the present sleep. Makes a system call. [not audio]
  void wake() noexcept;

  /// A turn sleeps at most this long; hooks that watch atomics live on it. Default: 100 ms.
  void set_longest_sleep(std::chrono::milliseconds longest) noexcept { longest_sleep_ = longest; }

  /// One turn: sleeps until something is due, at most `timeout`, and does it.
  void run_once(std::chrono::milliseconds timeout);
  /// Turns until quit(), the deadline, or until `done` answers true (asked after every turn).
  /// Returns whether `done` did.
  bool run_until(Clock::time_point deadline, const std::function<bool()>& done = {});
  void quit() noexcept { quit_.store(true, std::memory_order_release); }  ///< [any]

  /// See LoopSleep::has_window(). [any]
  [[nodiscard]] bool has_window() const noexcept { return sleep_.has_window(); }
  [[nodiscard]] bool is_main_thread() const noexcept {
    return std::this_thread::get_id() == thread_;
  }

 private:
  struct Timer;
  struct Descriptor;
  struct Hook;

  void run_posted();
  void run_due_timers();
  void run_hooks();
  void poll_descriptors(std::chrono::milliseconds timeout);
  [[nodiscard]] std::chrono::milliseconds sleep_time(std::chrono::milliseconds timeout) const;
  void forget_removed();

  const std::thread::id thread_ = std::this_thread::get_id();
  std::vector<std::shared_ptr<Timer>> timers_;
  std::vector<std::shared_ptr<Descriptor>> descriptors_;
  std::vector<std::shared_ptr<Hook>> hooks_;
  Id next_id_ = 1;
  LoopSleep sleep_;
  std::chrono::milliseconds longest_sleep_{100};
  std::atomic<bool> quit_{false};
  std::mutex posted_mutex_;
  std::vector<std::function<void()>> posted_;
};

}  // namespace attacca::host
