// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace attacca::trial {

/// A number of updates, spread evenly over a span of time.
struct Burst {
  std::uint64_t begin_ns = 0;  ///< CLOCK_MONOTONIC
  double seconds = 0.0;
  std::uint64_t count = 0;

  /// How many are due by then. [any]
  [[nodiscard]] std::uint64_t due_at(std::uint64_t now_ns) const noexcept;
};

/// A second thread that sends the updates of a burst, at their times.
class BurstWorker {
 public:
  /// `send` is called on the worker, once for each update.
  explicit BurstWorker(std::function<void()> send);
  ~BurstWorker();  ///< Ends the burst that runs, and waits for the thread.
  BurstWorker(const BurstWorker&) = delete;
  BurstWorker& operator=(const BurstWorker&) = delete;

  /// Starts a burst; only when the last one is over. [main]
  void start(const Burst& burst);
  /// Whether every update of the burst has returned. [not audio]
  [[nodiscard]] bool is_idle();
  /// Waits until it is idle. False: it is not, and the time is over. [not audio]
  [[nodiscard]] bool wait_for(std::chrono::milliseconds time);

 private:
  void main();
  void play(const Burst& burst);

  std::function<void()> send_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Burst burst_;
  bool has_work_ = false;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace attacca::trial
