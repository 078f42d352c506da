// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/windows/message_loop.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <utility>

#include "platform/windows/source_watch.hpp"

namespace attacca::core {

/// What is registered. The window's calls hold it too: the loop may end during one.
struct MessageLoop::Entries {
  using Callback = std::shared_ptr<const std::function<void()>>;
  struct Entry {
    Callback call;
    std::unique_ptr<SourceWatch> watch;  ///< null: a timer
  };

  [[nodiscard]] Callback find(Handle handle) {
    const std::lock_guard lock(mutex);
    const auto found = all.find(handle);
    return found != all.end() ? found->second.call : nullptr;
  }

  void on_ready(Handle handle) {
    const Callback ready = find(handle);
    if (ready == nullptr) return;
    (*ready)();
    const std::lock_guard lock(mutex);
    const auto still = all.find(handle);
    if (still == all.end()) return;
    if (!still->second.watch->arm()) all.erase(still);  // closed without our knowledge
  }

  /// False: stopped.
  bool on_timer(Handle handle) {
    const Callback tick = find(handle);
    if (tick == nullptr) return false;
    (*tick)();
    return true;
  }

  std::mutex mutex;
  std::map<Handle, Entry> all;  ///< guarded by mutex
  std::atomic<bool> has_missed{false};
};

MessageLoop::MessageLoop() : MessageLoop(std::make_shared<Entries>()) {}

MessageLoop::MessageLoop(const std::shared_ptr<Entries>& entries)
    : entries_(entries),
      window_({.posted = [entries](std::uintptr_t handle) { entries->on_ready(handle); },
               .due = [entries](std::uintptr_t handle) { return entries->on_timer(handle); }}) {}

MessageLoop::~MessageLoop() {
  // First, outside the lock: the system's thread may be about to post to the window.
  std::map<Handle, Entries::Entry> ending;
  const std::lock_guard lock(entries_->mutex);
  ending.swap(entries_->all);
}

bool MessageLoop::reaches_thread() const noexcept {
  return window_.exists() && !entries_->has_missed.load(std::memory_order_relaxed);
}

EventLoop::Handle MessageLoop::watch(Source source, std::function<void()> ready) {
  if (!ready) return 0;
  const Handle handle = ++last_handle_;
  Entries::Entry entry{std::make_shared<const std::function<void()>>(std::move(ready)),
                       std::make_unique<SourceWatch>(source.native(), [this, handle] {
                         if (!window_.post(handle))
                           entries_->has_missed.store(true, std::memory_order_relaxed);
                       })};
  const std::lock_guard lock(entries_->mutex);
  if (!entry.watch->arm()) return 0;
  entries_->all.emplace(handle, std::move(entry));
  return handle;
}

EventLoop::Handle MessageLoop::start_timer(std::chrono::milliseconds period,
                                           std::function<void()> tick) {
  if (!tick || !window_.start_timer(last_handle_ + 1, period)) return 0;
  const Handle handle = ++last_handle_;
  const std::lock_guard lock(entries_->mutex);
  entries_->all.emplace(
      handle,
      Entries::Entry{std::make_shared<const std::function<void()>>(std::move(tick)), nullptr});
  return handle;
}

void MessageLoop::stop(Handle handle) noexcept {
  Entries::Entry ended;  // goes when the lock has
  {
    const std::lock_guard lock(entries_->mutex);
    const auto found = entries_->all.find(handle);
    if (found == entries_->all.end()) return;
    ended = std::move(found->second);
    entries_->all.erase(found);
  }
  if (ended.watch == nullptr) window_.stop_timer(handle);
}

std::shared_ptr<ThreadLoop> thread_loop(LoopOf thread) {
  if (thread == LoopOf::any_thread && !this_thread_has_windows()) return nullptr;
  auto loop = std::make_shared<MessageLoop>();
  if (!loop->usable()) return nullptr;
  return loop;
}

}  // namespace attacca::core
