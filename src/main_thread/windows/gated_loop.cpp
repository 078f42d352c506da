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

}  // namespace

GatedLoop::GatedLoop(std::shared_ptr<EventLoop> loop, MainThread& main)
    : loop_(std::move(loop)), main_(main) {}

std::function<void()> GatedLoop::gated(std::function<void()> callback) {
  return [&main = main_, call = std::move(callback)] { run_inside(main, call); };
}

EventLoop::Handle GatedLoop::watch(Source source, std::function<void()> ready) {
  return ready ? loop_->watch(source, gated(std::move(ready))) : 0;
}

EventLoop::Handle GatedLoop::start_timer(std::chrono::milliseconds period,
                                         std::function<void()> tick) {
  return tick ? loop_->start_timer(period, gated(std::move(tick))) : 0;
}

void GatedLoop::stop(Handle handle) noexcept {
  loop_->stop(handle);
}

void GatedLoop::deliver(const std::function<void()>& call) {
  run_inside(main_, call);
}

}  // namespace attacca::core
