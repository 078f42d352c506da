// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/gated_loop.hpp"

#include <algorithm>
#include <utility>

#include "base/guarded.hpp"
#include "main_thread/entrance.hpp"
#include "main_thread/thread_loop.hpp"

namespace attacca::core {

namespace {

/// The system or host that calls back takes no exceptions.
void run_inside(MainThread& main, const std::function<void()>& callback) noexcept {
  main.adopt_this_thread();
  const MainThread::Call call(main);
  try {
    callback();
  } catch (...) {
    report_exception("an event of the editor");
  }
}

}  // namespace

struct GatedLoop::Callback {
  Callback(MainThread& main, std::function<void()> body)
      : entrance(main), work(std::make_shared<std::function<void()>>(std::move(body))) {}

  Entrance entrance;
  std::shared_ptr<std::function<void()>> work;  ///< inside the gate; null once it is stopped
};

GatedLoop::GatedLoop(std::shared_ptr<EventLoop> loop, MainThread& main)
    : loop_(std::move(loop)), main_(main) {}

std::function<void()> GatedLoop::gated(const std::shared_ptr<Callback>& callback) {
  return [callback] {
    callback->entrance.pass([&](MainThread& main) {
      run_inside(main, [&] {
        // A copy: it may stop itself.
        if (const std::shared_ptr<std::function<void()>> work = callback->work) (*work)();
      });
    });
  };
}

EventLoop::Handle GatedLoop::watch(Source source, std::function<void()> ready) {
  if (!ready) return 0;
  const MainThread::Call call(main_);
  const auto callback = std::make_shared<Callback>(main_, std::move(ready));
  return keep(loop_->watch(source, gated(callback)), callback);
}

EventLoop::Handle GatedLoop::start_timer(std::chrono::milliseconds period,
                                         std::function<void()> tick) {
  if (!tick) return 0;
  const MainThread::Call call(main_);
  const auto callback = std::make_shared<Callback>(main_, std::move(tick));
  return keep(loop_->start_timer(period, gated(callback)), callback);
}

EventLoop::Handle GatedLoop::keep(Handle handle, std::shared_ptr<Callback> callback) {
  if (handle != 0) callbacks_.emplace_back(handle, std::move(callback));
  return handle;
}

void GatedLoop::stop(Handle handle) noexcept {
  const MainThread::Call call(main_);
  const auto found = std::find_if(callbacks_.begin(), callbacks_.end(),
                                  [handle](const auto& entry) { return entry.first == handle; });
  if (found != callbacks_.end()) {
    found->second->entrance.close();
    found->second->work.reset();
    callbacks_.erase(found);
  }
  const std::shared_ptr<EventLoop> loop = loop_;  // this object may go meanwhile
  loop->stop(handle);
}

void GatedLoop::deliver(const std::function<void()>& call) {
  run_inside(main_, call);
}

std::shared_ptr<EventLoop> gated_thread_loop(MainThread& main) {
  std::shared_ptr<EventLoop> loop = thread_loop(LoopOf::gui_thread);
  if (loop == nullptr) return nullptr;
  return std::make_shared<GatedLoop>(std::move(loop), main);
}

}  // namespace attacca::core
