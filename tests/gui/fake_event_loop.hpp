// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include <poll.h>

#include "attacca/gui/event_loop.hpp"

namespace attacca::gui {

/// An event loop that runs only when a test says so, and counts what it runs.
class FakeEventLoop final : public EventLoop {
 public:
  bool offers_fds = true;
  bool offers_timers = true;

  Handle watch(Source source, std::function<void()> ready) override {
    if (!offers_fds) return 0;
    watches_[++last_] = {static_cast<int>(source.native()), std::move(ready)};
    return last_;
  }
  Handle start_timer(std::chrono::milliseconds, std::function<void()> tick) override {
    if (!offers_timers) return 0;
    timers_[++last_] = std::move(tick);
    ++timers_started_;
    return last_;
  }
  void stop(Handle handle) noexcept override {
    watches_.erase(handle);
    timers_.erase(handle);
  }

  /// Waits at most `patience` for descriptors and calls their watchers. False if none was ready.
  bool run_once(std::chrono::milliseconds patience) {
    std::vector<pollfd> fds;
    std::vector<Handle> handles;
    for (const auto& [handle, watch] : watches_) {
      fds.push_back({watch.fd, POLLIN, 0});
      handles.push_back(handle);
    }
    if (poll(fds.data(), fds.size(), static_cast<int>(patience.count())) <= 0) return false;
    for (std::size_t i = 0; i < fds.size(); ++i) {
      if (fds[i].revents == 0) continue;
      const auto found = watches_.find(handles[i]);
      if (found == watches_.end()) continue;
      ++wakeups_;
      const auto ready = found->second.ready;  // survives being stopped from inside
      ready();
    }
    return true;
  }

  /// Runs until `done()`; false if that takes unreasonably long.
  bool run_until(const std::function<bool()>& done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!done()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      run_once(std::chrono::milliseconds(100));
    }
    return true;
  }

  /// Runs until nothing has come for a while.
  void run_until_idle() {
    while (run_once(std::chrono::milliseconds(150))) {
    }
  }

  void fire_timers() {
    const auto timers = timers_;
    for (const auto& [handle, tick] : timers) {
      if (timers_.count(handle) != 0) tick();
    }
  }

  [[nodiscard]] int wakeups() const { return wakeups_; }
  [[nodiscard]] std::size_t watches() const { return watches_.size(); }
  [[nodiscard]] std::size_t timers() const { return timers_.size(); }
  [[nodiscard]] int timers_started() const { return timers_started_; }

 private:
  struct Watch {
    int fd;
    std::function<void()> ready;
  };
  std::map<Handle, Watch> watches_;
  std::map<Handle, std::function<void()>> timers_;
  Handle last_ = 0;
  int wakeups_ = 0;
  int timers_started_ = 0;
};

}  // namespace attacca::gui
