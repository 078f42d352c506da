// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace attacca::trial {

/// The threads of a replay: as many as the recording has, and the calling one for its main thread.
/// They do what they are given in that order.
class Cast {
 public:
  /// `main` is the number of the thread that calls run().
  explicit Cast(std::uint16_t main) : main_(main) {}
  Cast(const Cast&) = delete;
  Cast& operator=(const Cast&) = delete;
  /// After run(). Joins.
  ~Cast();

  /// Does the main thread's work until `is_over` has been said by finish(). [main]
  void run();
  /// [any]
  void finish();
  /// Gives a thread work. [any]
  void give(std::uint16_t thread, std::function<void()> work);

 private:
  struct Queue {
    std::deque<std::function<void()>> work;
    std::thread thread;
  };
  void serve(Queue& queue);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint16_t, std::unique_ptr<Queue>> queues_;
  std::uint16_t main_;
  bool is_over_ = false;
};

/// Which of the calls have begun and ended.
class Progress {
 public:
  explicit Progress(std::size_t calls) : ended_(calls, false) {}

  void begin() {
    const std::lock_guard lock(mutex_);
    ++begun_;
    changed_.notify_all();
  }
  void end(std::size_t call) {
    const std::lock_guard lock(mutex_);
    ended_[call] = true;
    changed_.notify_all();
  }
  [[nodiscard]] bool has_ended(std::size_t call) {
    const std::lock_guard lock(mutex_);
    return ended_[call];
  }
  /// Waits until as many calls have begun and those of `before` have ended. False: too long.
  bool wait(std::size_t begun, const std::vector<std::size_t>& before,
            std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] {
      if (begun_ < begun) return false;
      for (const std::size_t call : before) {
        if (!ended_[call]) return false;
      }
      return true;
    });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t begun_ = 0;
  std::vector<bool> ended_;
};

}  // namespace attacca::trial
