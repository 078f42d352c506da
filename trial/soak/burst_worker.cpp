// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/burst_worker.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "trial/soak/process_usage.hpp"

namespace attacca::trial {

std::uint64_t Burst::due_at(std::uint64_t now_ns) const noexcept {
  if (now_ns < begin_ns) return 0;
  const double passed = static_cast<double>(now_ns - begin_ns) * 1e-9;
  if (passed >= seconds) return count;
  return std::min(count, static_cast<std::uint64_t>(static_cast<double>(count) * passed / seconds));
}

BurstWorker::BurstWorker(std::function<void()> send)
    : send_(std::move(send)), thread_([this] { main(); }) {}

BurstWorker::~BurstWorker() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void BurstWorker::start(const Burst& burst) {
  {
    const std::lock_guard lock(mutex_);
    burst_ = burst;
    has_work_ = true;
  }
  changed_.notify_all();
}

bool BurstWorker::is_idle() {
  const std::lock_guard lock(mutex_);
  return !has_work_;
}

bool BurstWorker::wait_for(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, time, [this] { return !has_work_; });
}

void BurstWorker::main() {
  std::unique_lock lock(mutex_);
  while (!ends_) {
    changed_.wait(lock, [this] { return ends_ || has_work_; });
    if (ends_) return;
    const Burst burst = burst_;
    lock.unlock();
    play(burst);
    lock.lock();
    has_work_ = false;
    changed_.notify_all();
  }
}

void BurstWorker::play(const Burst& burst) {
  constexpr std::chrono::microseconds kNap{200};
  for (std::uint64_t sent = 0; sent < burst.count;) {
    const std::uint64_t due = burst.due_at(monotonic_ns());
    for (; sent < due; ++sent) send_();
    std::unique_lock lock(mutex_);
    if (ends_) return;
    if (sent < burst.count) changed_.wait_for(lock, kNap, [this] { return ends_; });
  }
}

}  // namespace attacca::trial
