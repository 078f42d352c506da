// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/windows/gated_loop.hpp"

#include <utility>

#include "base/guarded.hpp"

namespace attacca::core {

namespace {

/// The system that calls back takes no exceptions.
void run_inside(MainThread& main, const std::function<void()>& callback) noexcept {
  main.adopt_this_thread();
  const MainThread::Call call(main);
  try {
    callback();
  } catch (...) {
    report_exception("an event of the editor");
  }
}

std::function<void()> gated(std::shared_ptr<Entrance> entrance, std::function<void()> callback) {
  return [way = std::move(entrance), call = std::move(callback)] {
    way->pass([&](MainThread& main) {
      run_inside(main, [&] {
        if (way->is_open()) call();
      });
    });
  };
}

}  // namespace

GatedLoop::GatedLoop(std::shared_ptr<EventLoop> loop, MainThread& main)
    : loop_(std::move(loop)), main_(main) {}

EventLoop::Handle GatedLoop::watch(Source source, std::function<void()> ready) {
  if (!ready) return 0;
  auto entrance = std::make_shared<Entrance>(main_);
  const Handle handle = loop_->watch(source, gated(entrance, std::move(ready)));
  return keep(handle, std::move(entrance));
}

EventLoop::Handle GatedLoop::start_timer(std::chrono::milliseconds period,
                                         std::function<void()> tick) {
  if (!tick) return 0;
  auto entrance = std::make_shared<Entrance>(main_);
  const Handle handle = loop_->start_timer(period, gated(entrance, std::move(tick)));
  return keep(handle, std::move(entrance));
}

EventLoop::Handle GatedLoop::keep(Handle handle, std::shared_ptr<Entrance> entrance) {
  if (handle != 0) entrances_.emplace(handle, std::move(entrance));
  return handle;
}

void GatedLoop::stop(Handle handle) noexcept {
  if (const auto found = entrances_.find(handle); found != entrances_.end()) {
    found->second->close();
    entrances_.erase(found);
  }
  loop_->stop(handle);
}

void GatedLoop::deliver(const std::function<void()>& call) {
  run_inside(main_, call);
}

}  // namespace attacca::core
