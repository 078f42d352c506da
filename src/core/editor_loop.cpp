// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/editor_loop.hpp"

#include <algorithm>

#include "main_thread/entrance.hpp"

namespace attacca::core {

/// What a deliverer() keeps.
struct EditorLoop::Opening {
  Opening(MainThread& main, std::shared_ptr<EventLoop> loop_, Runner run_)
      : entrance(main), run(std::move(run_)), loop(std::move(loop_)) {}

  void deliver(const std::function<void()>& call) const {
    entrance.pass([&](MainThread& main) {
      const MainThread::Call inside(main);
      // Another thread may have been inside, and have closed the editor.
      const std::shared_ptr<EventLoop> found = loop;
      if (found != nullptr) found->deliver([&] { run(call); });
    });
  }

  /// Inside the gate.
  std::shared_ptr<EventLoop> end() noexcept {
    entrance.close();
    return std::move(loop);
  }

  Entrance entrance;
  const Runner run;
  std::shared_ptr<EventLoop> loop;  ///< inside the gate
};

EditorLoop::~EditorLoop() {
  if (opening_ != nullptr) opening_->end();
}

void EditorLoop::open(std::shared_ptr<EventLoop> loop) {
  opening_ = std::make_shared<Opening>(main_, std::move(loop), run_);
}

std::shared_ptr<EventLoop> EditorLoop::loop() const noexcept {
  return opening_ != nullptr ? opening_->loop : nullptr;
}

void EditorLoop::close() noexcept {
  const std::shared_ptr<Opening> ending = std::exchange(opening_, nullptr);
  if (ending == nullptr) return;
  const std::shared_ptr<EventLoop> loop = ending->end();
  const std::vector<Handle> left = std::exchange(handles_, {});
  for (const Handle handle : left) loop->stop(handle);
}

std::function<void()> EditorLoop::guarded(std::function<void()> callback) const {
  return [run = run_, call = std::move(callback)] { run(call); };
}

EventLoop::Handle EditorLoop::keep(const std::shared_ptr<EventLoop>& loop, Handle handle) {
  if (handle == 0) return 0;
  if (loop != this->loop()) {
    loop->stop(handle);  // the host has closed the editor instead of answering
    return 0;
  }
  handles_.push_back(handle);
  return handle;
}

EventLoop::Handle EditorLoop::watch(Source source, std::function<void()> ready) {
  const std::shared_ptr<EventLoop> loop = this->loop();
  if (loop == nullptr || !ready) return 0;
  return keep(loop, loop->watch(source, guarded(std::move(ready))));
}

EventLoop::Handle EditorLoop::start_timer(std::chrono::milliseconds period,
                                          std::function<void()> tick) {
  const std::shared_ptr<EventLoop> loop = this->loop();
  if (loop == nullptr || !tick) return 0;
  return keep(loop, loop->start_timer(period, guarded(std::move(tick))));
}

void EditorLoop::deliver(const std::function<void()>& call) {
  if (const std::shared_ptr<Opening> opening = opening_) opening->deliver(call);
}

EventLoop::Deliver EditorLoop::deliverer() {
  return [opening = opening_](const std::function<void()>& call) {
    if (opening != nullptr) opening->deliver(call);
  };
}

void EditorLoop::stop(Handle handle) noexcept {
  const std::shared_ptr<EventLoop> loop = this->loop();
  const auto found = std::find(handles_.begin(), handles_.end(), handle);
  if (loop == nullptr || found == handles_.end()) return;
  handles_.erase(found);
  loop->stop(handle);
}

}  // namespace attacca::core
