// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/windows/message_loop.hpp"

#include <utility>

#include "main_thread/thread_loop.hpp"
#include "main_thread/windows/gated_loop.hpp"

namespace attacca::core {

MessageLoop::MessageLoop()
    : window_({.posted = [this](std::uintptr_t handle) { on_ready(handle); },
               .due = [this](std::uintptr_t handle) { on_timer(handle); }}) {}

EventLoop::Handle MessageLoop::watch(Source source, std::function<void()> ready) {
  if (!ready) return 0;
  const Handle handle = ++last_handle_;
  Entry entry{
      std::make_shared<const std::function<void()>>(std::move(ready)),
      std::make_unique<SourceWatch>(source.native(), [this, handle] { window_.post(handle); })};
  const std::lock_guard lock(mutex_);
  if (!entry.watch->arm()) return 0;
  entries_.emplace(handle, std::move(entry));
  return handle;
}

EventLoop::Handle MessageLoop::start_timer(std::chrono::milliseconds period,
                                           std::function<void()> tick) {
  if (!tick || !window_.start_timer(last_handle_ + 1, period)) return 0;
  const Handle handle = ++last_handle_;
  const std::lock_guard lock(mutex_);
  entries_.emplace(handle,
                   Entry{std::make_shared<const std::function<void()>>(std::move(tick)), nullptr});
  return handle;
}

void MessageLoop::stop(Handle handle) noexcept {
  Entry ended;  // goes when the lock has
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(handle);
    if (found == entries_.end()) return;
    ended = std::move(found->second);
    entries_.erase(found);
  }
  if (ended.watch == nullptr) window_.stop_timer(handle);
}

MessageLoop::Callback MessageLoop::find(Handle handle) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(handle);
  return found != entries_.end() ? found->second.call : nullptr;
}

void MessageLoop::on_ready(Handle handle) {
  const Callback ready = find(handle);
  if (ready == nullptr) return;
  const std::shared_ptr<bool> exists = exists_;
  (*ready)();
  if (!*exists) return;
  const std::lock_guard lock(mutex_);
  const auto still = entries_.find(handle);
  if (still == entries_.end()) return;
  if (!still->second.watch->arm()) entries_.erase(still);  // closed without our knowledge
}

void MessageLoop::on_timer(Handle handle) {
  // One that was stopped on another thread, which cannot end the system's.
  const Callback tick = find(handle);
  if (tick == nullptr) return window_.stop_timer(handle);
  (*tick)();
}

std::shared_ptr<EventLoop> thread_loop(LoopOf thread) {
  if (thread == LoopOf::any_thread && !this_thread_has_windows()) return nullptr;
  auto loop = std::make_shared<MessageLoop>();
  if (!loop->usable()) return nullptr;
  return loop;
}

std::shared_ptr<EventLoop> gated_thread_loop(MainThread& main) {
  std::shared_ptr<EventLoop> loop = thread_loop(LoopOf::gui_thread);
  if (loop == nullptr) return nullptr;
  return std::make_shared<GatedLoop>(std::move(loop), main);
}

}  // namespace attacca::core
