// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/deferred_calls.hpp"

#include <algorithm>

namespace attacca::core {

void DeferredCalls::add(DeferredCall& call) {
  const std::lock_guard lock(mutex_);
  if (std::find(calls_.begin(), calls_.end(), &call) == calls_.end()) calls_.push_back(&call);
}

bool DeferredCalls::remove(DeferredCall& call) noexcept {
  const std::lock_guard lock(mutex_);
  return std::erase(calls_, &call) > 0;
}

bool DeferredCalls::contains(const DeferredCall& call) const noexcept {
  const std::lock_guard lock(mutex_);
  return std::find(calls_.begin(), calls_.end(), &call) != calls_.end();
}

bool DeferredCalls::empty() const noexcept {
  const std::lock_guard lock(mutex_);
  return calls_.empty();
}

void DeferredCalls::wait_for(const DeferredCall& call) noexcept {
  Lock lock(mutex_);
  finished_.wait(lock, [&, self = std::this_thread::get_id()] {
    return std::none_of(running_.begin(), running_.end(), [&](const Running& running) {
      return running.call == &call && running.thread != self;
    });
  });
}

void DeferredCalls::serve() {
  Lock lock(mutex_);
  // A copy, since callbacks add and remove.
  for (DeferredCall* call : std::vector<DeferredCall*>(calls_)) {
    if (std::find(calls_.begin(), calls_.end(), call) != calls_.end()) serve(lock, *call);
  }
}

void DeferredCalls::serve(Lock& lock, DeferredCall& call) {
  if (!call.request_.take()) return;
  // A copy, since the callback may end its own registration.
  const std::function<void()> callback = call.callback_;
  const std::thread::id self = std::this_thread::get_id();
  running_.push_back({&call, self});
  lock.unlock();
  callback();
  lock.lock();
  const auto mine = std::find_if(running_.begin(), running_.end(), [&](const Running& running) {
    return running.call == &call && running.thread == self;
  });
  running_.erase(mine);
  finished_.notify_all();
}

}  // namespace attacca::core
