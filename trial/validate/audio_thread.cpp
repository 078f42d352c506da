// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/audio_thread.hpp"

#include <utility>

#include "host/crash/crash_reporter.hpp"

namespace attacca::validate {

AudioThread::AudioThread() : thread_([this] { main(); }) {}

AudioThread::~AudioThread() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void AudioThread::start(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    work_ = std::move(work);
    is_busy_ = true;
  }
  changed_.notify_all();
}

void AudioThread::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !is_busy_; });
}

bool AudioThread::wait_for(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, time, [this] { return !is_busy_; });
}

void AudioThread::main() {
  const host::SignalStack stack;
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return is_over_ || (is_busy_ && work_ != nullptr); });
    if (!is_busy_) return;
    const auto work = std::exchange(work_, nullptr);
    lock.unlock();
    work();
    lock.lock();
    is_busy_ = false;
    changed_.notify_all();
  }
}

}  // namespace attacca::validate
