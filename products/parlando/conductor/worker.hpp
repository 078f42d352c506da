// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace parlando {

/// A thread that does one thing after the other.
class Worker {
 public:
  Worker();
  ~Worker();  ///< What has not begun is not done.
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// [not audio]
  void post(std::function<void()> job);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace parlando
