// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace attacca::host {

/// Threads that share the parts of a job with the thread that has it to do. One job at a time.
class WorkerPool {
 public:
  /// What a part is done with: `index` of the part.
  struct Job {
    void* context = nullptr;
    void (*run)(void* context, std::uint32_t index) noexcept = nullptr;
  };

  /// Starts `threads` of them. [main]
  explicit WorkerPool(unsigned threads);
  /// Waits for a job under way. [main]
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Does the parts 0 … count - 1, each once, here and on the threads of the pool, and returns when
  /// all are done. Waits and takes locks, as hosts do. From one thread at a time. [any]
  void run(std::uint32_t count, Job job) noexcept;

 private:
  void work();
  /// Does parts of the present job until none is left. Without the lock.
  void take_parts(Job job, std::uint32_t count) noexcept;

  std::mutex mutex_;
  std::condition_variable begun_;
  std::condition_variable done_;
  Job job_;
  std::uint32_t count_ = 0;
  std::uint32_t next_ = 0;     ///< the part that is taken next
  std::uint32_t at_work_ = 0;  ///< threads with a part
  bool ends_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace attacca::host
