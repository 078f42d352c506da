// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/loop_thread.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "platform/background_thread.hpp"

namespace attacca::core {

LoopThread::LoopThread(MainThread& main) : main_(main) {
  if (!poller_.usable()) {
    throw std::system_error(std::make_error_code(std::errc::too_many_files_open));
  }
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
}

void LoopThread::join() noexcept {
  if (thread_.joinable()) thread_.join();
}

EventLoop::Handle LoopThread::add(Entry entry) {
  const MainThread::Call call(main_);
  entry.handle = last_handle_ + 1;
  entries_.push_back(std::move(entry));
  poller_.wake();
  return ++last_handle_;
}

EventLoop::Handle LoopThread::watch(Source source, std::function<void()> ready) {
  if (source.native() < 0 || !ready) return 0;
  return add(
      {.source = source, .call = std::make_shared<const std::function<void()>>(std::move(ready))});
}

EventLoop::Handle LoopThread::start_timer(std::chrono::milliseconds period,
                                          std::function<void()> tick) {
  if (!tick) return 0;
  period = std::max(period, std::chrono::milliseconds(1));
  return add({.source = std::nullopt,
              .period = period,
              .due = Clock::now() + period,
              .call = std::make_shared<const std::function<void()>>(std::move(tick))});
}

void LoopThread::stop(Handle handle) noexcept {
  const MainThread::Call call(main_);
  std::erase_if(entries_, [handle](const Entry& entry) { return entry.handle == handle; });
}

void LoopThread::deliver(const std::function<void()>& call) {
  const MainThread::Call inside(main_);
  call();
}

LoopThread::Entry* LoopThread::find(Handle handle) noexcept {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [handle](const Entry& entry) { return entry.handle == handle; });
  return found != entries_.end() ? &*found : nullptr;
}

void LoopThread::quit() noexcept {
  quit_.store(true, std::memory_order_release);
  poller_.wake();
}

void LoopThread::run() {
  std::vector<Poller::Source> sources;
  std::vector<Handle> handles;
  while (!quit_.load(std::memory_order_acquire)) {
    const std::optional<std::chrono::milliseconds> timeout = collect(sources, handles);
    poller_.wait(sources, timeout);
    dispatch(sources, handles);
  }
}

std::optional<std::chrono::milliseconds> LoopThread::collect(std::vector<Poller::Source>& sources,
                                                             std::vector<Handle>& handles) {
  const MainThread::Call call(main_);
  sources.clear();
  handles.clear();
  auto due = Clock::time_point::max();
  for (const Entry& entry : entries_) {
    if (entry.source) {
      sources.push_back({entry.source->native()});
      handles.push_back(entry.handle);
    } else {
      due = std::min(due, entry.due);
    }
  }
  if (due == Clock::time_point::max()) return std::nullopt;
  return std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now());
}

void LoopThread::dispatch(const std::vector<Poller::Source>& sources,
                          const std::vector<Handle>& handles) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].state != Poller::State::idle) call_watch(handles[i], sources[i].state);
  }
  std::vector<Handle> timers;
  if (quit_.load(std::memory_order_acquire)) return;
  {
    const MainThread::Call call(main_);
    for (const Entry& entry : entries_) {
      if (!entry.source) timers.push_back(entry.handle);
    }
  }
  const Clock::time_point now = Clock::now();
  for (Handle handle : timers) call_timer(handle, now);
}

// After quit() the gate may be gone: a callback may have ended the instance.

void LoopThread::call_watch(Handle handle, Poller::State state) {
  if (quit_.load(std::memory_order_acquire)) return;
  const MainThread::Call call(main_);
  const Entry* const watch = find(handle);
  if (watch == nullptr || quit_.load(std::memory_order_acquire)) return;
  if (state == Poller::State::gone) {
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
