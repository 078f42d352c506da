// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/loop_thread.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

#include "platform/background_thread.hpp"

namespace attacca::core {

LoopThread::LoopThread(MainThread& main)
    : main_(main), wake_fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (wake_fd_ < 0) throw std::system_error(errno, std::generic_category());
}

std::shared_ptr<LoopThread> LoopThread::start(MainThread& main) {
  const std::shared_ptr<LoopThread> loop(new LoopThread(main));
  // The thread's first step is into the gate, so that it meets an object that is complete.
  const MainThread::Call call(main);
  loop->thread_ = start_background_thread("attacca-editor", [loop] { loop->run(); });
  return loop;
}

LoopThread::~LoopThread() {
  if (thread_.joinable()) thread_.detach();  // on the thread itself, whose last step this is
  ::close(wake_fd_);
}

void LoopThread::join() noexcept {
  if (thread_.joinable()) thread_.join();
}

EventLoop::Handle LoopThread::add(Entry entry) {
  const MainThread::Call call(main_);
  entry.handle = last_handle_ + 1;
  entries_.push_back(std::move(entry));
  wake();
  return ++last_handle_;
}

EventLoop::Handle LoopThread::watch_fd(int fd, std::function<void()> ready) {
  if (fd < 0 || !ready) return 0;
  return add({.fd = fd, .call = std::make_shared<const std::function<void()>>(std::move(ready))});
}

EventLoop::Handle LoopThread::start_timer(std::chrono::milliseconds period,
                                          std::function<void()> tick) {
  if (!tick) return 0;
  period = std::max(period, std::chrono::milliseconds(1));
  return add({.period = period,
              .due = Clock::now() + period,
              .call = std::make_shared<const std::function<void()>>(std::move(tick))});
}

void LoopThread::stop(Handle handle) noexcept {
  const MainThread::Call call(main_);
  std::erase_if(entries_, [handle](const Entry& entry) { return entry.handle == handle; });
}

LoopThread::Entry* LoopThread::find(Handle handle) noexcept {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [handle](const Entry& entry) { return entry.handle == handle; });
  return found != entries_.end() ? &*found : nullptr;
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
  const MainThread::Call call(main_);
  fds.assign(1, {wake_fd_, POLLIN, 0});
  handles.assign(1, 0);
  auto due = Clock::time_point::max();
  for (const Entry& entry : entries_) {
    if (entry.fd >= 0) {
      fds.push_back({entry.fd, POLLIN, 0});
      handles.push_back(entry.handle);
    } else {
      due = std::min(due, entry.due);
    }
  }
  if (due == Clock::time_point::max()) return -1;
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(wait, 0, 60'000));
}

void LoopThread::dispatch(const std::vector<pollfd>& fds, const std::vector<Handle>& handles) {
  for (std::size_t i = 1; i < fds.size(); ++i) {
    if (fds[i].revents != 0) call_watch(handles[i], fds[i].revents);
  }
  std::vector<Handle> timers;
  if (quit_.load(std::memory_order_acquire)) return;
  {
    const MainThread::Call call(main_);
    for (const Entry& entry : entries_) {
      if (entry.fd < 0) timers.push_back(entry.handle);
    }
  }
  const Clock::time_point now = Clock::now();
  for (Handle handle : timers) call_timer(handle, now);
}

// After quit() the gate may be gone: a callback may have ended the instance.

void LoopThread::call_watch(Handle handle, short events) {
  if (quit_.load(std::memory_order_acquire)) return;
  const MainThread::Call call(main_);
  const Entry* const watch = find(handle);
  if (watch == nullptr || quit_.load(std::memory_order_acquire)) return;
  if ((events & POLLNVAL) != 0) {
    stop(handle);  // closed without our knowledge: it would be ready forever
    return;
  }
  const Callback ready = watch->call;  // it may end its own watch
  (*ready)();
}

void LoopThread::call_timer(Handle handle, Clock::time_point now) {
  if (quit_.load(std::memory_order_acquire)) return;
  const MainThread::Call call(main_);
  Entry* const timer = find(handle);
  if (timer == nullptr || timer->due > now) return;
  if (quit_.load(std::memory_order_acquire)) return;
  timer->due = std::max(timer->due + timer->period, now);  // late ticks are not made up for
  const Callback tick = timer->call;
  (*tick)();
}

}  // namespace attacca::core
