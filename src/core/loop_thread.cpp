// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/loop_thread.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

#include "core/background_thread.hpp"

namespace attacca::core {

LoopThread::LoopThread(SerialGate& gate)
    : gate_(gate), wake_fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (wake_fd_ < 0) throw std::system_error(errno, std::generic_category());
  try {
    // The thread's first step is into the gate, so that it meets an object that is complete.
    const SerialGate::Guard guard(gate_);
    thread_ = start_background_thread("attacca-editor", [this] { run(); });
  } catch (...) {
    ::close(wake_fd_);
    throw;
  }
}

LoopThread::~LoopThread() {
  quit();
  thread_.join();
  ::close(wake_fd_);
}

EventLoop::Handle LoopThread::watch_fd(int fd, std::function<void()> ready) {
  if (fd < 0 || !ready) return 0;
  const SerialGate::Guard guard(gate_);
  const Handle handle = ++last_handle_;
  watches_.emplace(handle,
                   Watch{fd, std::make_shared<const std::function<void()>>(std::move(ready))});
  wake();
  return handle;
}

EventLoop::Handle LoopThread::start_timer(std::chrono::milliseconds period,
                                          std::function<void()> tick) {
  if (!tick) return 0;
  const SerialGate::Guard guard(gate_);
  const Handle handle = ++last_handle_;
  period = std::max(period, std::chrono::milliseconds(1));
  timers_.emplace(handle, Timer{period, Clock::now() + period,
                                std::make_shared<const std::function<void()>>(std::move(tick))});
  wake();
  return handle;
}

void LoopThread::stop(Handle handle) noexcept {
  const SerialGate::Guard guard(gate_);
  watches_.erase(handle);
  timers_.erase(handle);
}

void LoopThread::quit() noexcept {
  quit_.store(true, std::memory_order_release);
  wake();
}

void LoopThread::wake() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_fd_, &one, sizeof one);
}

void LoopThread::run() {
  std::vector<pollfd> fds;
  std::vector<Handle> handles;
  while (!quit_.load(std::memory_order_acquire)) {
    const int timeout = collect(fds, handles);
    ::poll(fds.data(), fds.size(), timeout);
    if (fds[0].revents != 0) {
      std::uint64_t count = 0;
      [[maybe_unused]] const ssize_t size = ::read(wake_fd_, &count, sizeof count);
    }
    dispatch(fds, handles);
  }
}

/// Lists what to wait for; returns poll's timeout. The first entry is the wake-up.
int LoopThread::collect(std::vector<pollfd>& fds, std::vector<Handle>& handles) {
  const SerialGate::Guard guard(gate_);
  fds.assign(1, {wake_fd_, POLLIN, 0});
  handles.assign(1, 0);
  for (const auto& [handle, watch] : watches_) {
    fds.push_back({watch.fd, POLLIN, 0});
    handles.push_back(handle);
  }
  if (timers_.empty()) return -1;
  auto due = Clock::time_point::max();
  for (const auto& [handle, timer] : timers_) due = std::min(due, timer.due);
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(wait, 0, 60'000));
}

void LoopThread::dispatch(const std::vector<pollfd>& fds, const std::vector<Handle>& handles) {
  for (std::size_t i = 1; i < fds.size(); ++i) {
    if (fds[i].revents != 0) call_watch(handles[i], fds[i].revents);
  }
  std::vector<Handle> timers;
  {
    const SerialGate::Guard guard(gate_);
    for (const auto& [handle, timer] : timers_) timers.push_back(handle);
  }
  const Clock::time_point now = Clock::now();
  for (Handle handle : timers) call_timer(handle, now);
}

void LoopThread::call_watch(Handle handle, short events) {
  const SerialGate::Guard guard(gate_);
  const auto found = watches_.find(handle);
  if (found == watches_.end() || quit_.load(std::memory_order_acquire)) return;
  if ((events & POLLNVAL) != 0) {
    watches_.erase(found);  // closed behind our back: it would be ready for ever
    return;
  }
  const Callback ready = found->second.ready;  // it may end its own watch
  (*ready)();
}

void LoopThread::call_timer(Handle handle, Clock::time_point now) {
  const SerialGate::Guard guard(gate_);
  const auto found = timers_.find(handle);
  if (found == timers_.end() || found->second.due > now) return;
  if (quit_.load(std::memory_order_acquire)) return;
  Timer& timer = found->second;
  timer.due = std::max(timer.due + timer.period, now);  // late ticks are not made up for
  const Callback tick = timer.tick;
  (*tick)();
}

}  // namespace attacca::core
