// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/worker_pool.hpp"

#include <utility>

namespace attacca::host {

WorkerPool::WorkerPool(unsigned threads) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  begun_.notify_all();
}

void WorkerPool::run(std::uint32_t count, Job job) noexcept {
  {
    const std::lock_guard lock(mutex_);
    job_ = job;
    count_ = count;
    next_ = 0;
  }
  begun_.notify_all();
  take_parts(job, count);
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return at_work_ == 0; });
  count_ = 0;
}

void WorkerPool::take_parts(Job job, std::uint32_t count) noexcept {
  std::unique_lock lock(mutex_);
  while (next_ < count) {
    const std::uint32_t index = next_++;
    ++at_work_;
    lock.unlock();
    job.run(job.context, index);
    lock.lock();
    --at_work_;
  }
  if (at_work_ == 0) done_.notify_all();
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    begun_.wait(lock, [this] { return ends_ || next_ < count_; });
    if (ends_) return;
    const Job job = job_;
    const std::uint32_t count = count_;
    lock.unlock();
    take_parts(job, count);
    lock.lock();
  }
}

}  // namespace attacca::host
