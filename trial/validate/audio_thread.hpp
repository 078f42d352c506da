// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace attacca::validate {

/// A second thread that does one thing at a time when asked, such as audio callbacks beside calls
/// of the main thread. What it does must not throw. [main]
class AudioThread {
 public:
  AudioThread();
  ~AudioThread();  ///< Waits for what it does.
  AudioThread(const AudioThread&) = delete;
  AudioThread& operator=(const AudioThread&) = delete;

  /// Begins `work`, and returns at once. Only when nothing is being done.
  void start(std::function<void()> work);
  /// Waits until the work is done.
  void wait();
  /// Waits at most so long; whether the work is done.
  [[nodiscard]] bool wait_for(std::chrono::milliseconds time);
  /// Does `work` there, and waits for it.
  void run(std::function<void()> work) {
    start(std::move(work));
    wait();
  }

 private:
  void main();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> work_;
  bool is_busy_ = false;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace attacca::validate
