// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/replay/cast.hpp"

#include <utility>

namespace attacca::trial {

Cast::~Cast() {
  finish();
  for (auto& [number, queue] : queues_) {
    if (queue->thread.joinable()) queue->thread.join();
  }
}

void Cast::run() {
  Queue* main = nullptr;
  {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<Queue>& own = queues_[main_];
    if (own == nullptr) own = std::make_unique<Queue>();
    main = own.get();
  }
  serve(*main);
}

void Cast::finish() {
  const std::lock_guard lock(mutex_);
  is_over_ = true;
  changed_.notify_all();
}

void Cast::give(std::uint16_t thread, std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<Queue>& queue = queues_[thread];
  if (queue == nullptr) {
    queue = std::make_unique<Queue>();
    Queue& own = *queue;
    if (thread != main_) own.thread = std::thread([this, &own] { serve(own); });
  }
  queue->work.push_back(std::move(work));
  changed_.notify_all();
}

void Cast::serve(Queue& queue) {
  for (;;) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return !queue.work.empty() || is_over_; });
      if (queue.work.empty()) return;
      work = std::move(queue.work.front());
      queue.work.pop_front();
    }
    work();
  }
}

}  // namespace attacca::trial
