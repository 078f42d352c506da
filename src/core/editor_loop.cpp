// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/editor_loop.hpp"

#include <algorithm>

namespace attacca::core {

void EditorLoop::close() noexcept {
  const std::shared_ptr<EventLoop> loop = std::move(loop_);
  loop_ = nullptr;
  if (loop == nullptr) return;
  const std::vector<Handle> left = std::exchange(handles_, {});
  for (const Handle handle : left) loop->stop(handle);
}

std::function<void()> EditorLoop::guarded(std::function<void()> callback) const {
  return [run = run_, call = std::move(callback)] { run(call); };
}

EventLoop::Handle EditorLoop::keep(const std::shared_ptr<EventLoop>& loop, Handle handle) {
  if (handle == 0) return 0;
  if (loop != loop_) {
    loop->stop(handle);  // the host has closed the editor instead of answering
    return 0;
  }
  handles_.push_back(handle);
  return handle;
}

EventLoop::Handle EditorLoop::watch(Source source, std::function<void()> ready) {
  const std::shared_ptr<EventLoop> loop = loop_;
  if (loop == nullptr || !ready) return 0;
  return keep(loop, loop->watch(source, guarded(std::move(ready))));
}

EventLoop::Handle EditorLoop::start_timer(std::chrono::milliseconds period,
                                          std::function<void()> tick) {
  const std::shared_ptr<EventLoop> loop = loop_;
  if (loop == nullptr || !tick) return 0;
  return keep(loop, loop->start_timer(period, guarded(std::move(tick))));
}

void EditorLoop::deliver(const std::function<void()>& call) {
  const std::shared_ptr<EventLoop> loop = loop_;
  if (loop != nullptr) loop->deliver([this, &call] { run_(call); });
}

void EditorLoop::stop(Handle handle) noexcept {
  const std::shared_ptr<EventLoop> loop = loop_;
  const auto found = std::find(handles_.begin(), handles_.end(), handle);
  if (loop == nullptr || found == handles_.end()) return;
  handles_.erase(found);
  loop->stop(handle);
}

}  // namespace attacca::core
