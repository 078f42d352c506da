// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/main_loop.hpp"

#include <algorithm>

namespace attacca::host {

using std::chrono::milliseconds;

namespace {
constexpr milliseconds kSleepWithoutWaking{2};
}  // namespace

// Entries are shared so that one which removes itself, or another, stays alive until its function
// has returned; `removed` keeps it from being called again.
struct MainLoop::Timer {
  Id id;
  milliseconds period;  // zero: an alarm
  Clock::time_point due;
  std::function<void()> function;
  bool removed = false;
};

struct MainLoop::Descriptor {
  Id id;
  int descriptor;
  short events;
  DescriptorFunction function;
  bool removed = false;
};

struct MainLoop::Hook {
  Id id;
  std::function<void()> function;
  bool removed = false;
};

MainLoop::MainLoop() = default;
MainLoop::~MainLoop() = default;

MainLoop::Id MainLoop::add_timer(milliseconds period, std::function<void()> function) {
  const auto every = std::max(period, milliseconds{1});
  timers_.push_back(
      std::make_shared<Timer>(Timer{next_id_, every, Clock::now() + every, std::move(function)}));
  return next_id_++;
}

MainLoop::Id MainLoop::add_alarm(Clock::time_point when, std::function<void()> function) {
  timers_.push_back(
      std::make_shared<Timer>(Timer{next_id_, milliseconds::zero(), when, std::move(function)}));
  return next_id_++;
}

MainLoop::Id MainLoop::add_descriptor(int descriptor, short events, DescriptorFunction function) {
  descriptors_.push_back(
      std::make_shared<Descriptor>(Descriptor{next_id_, descriptor, events, std::move(function)}));
  return next_id_++;
}

bool MainLoop::modify_descriptor(Id id, short events) {
  for (const auto& entry : descriptors_) {
    if (entry->id == id && !entry->removed) {
      entry->events = events;
      return true;
    }
  }
  return false;
}

MainLoop::Id MainLoop::add_hook(std::function<void()> function) {
  hooks_.push_back(std::make_shared<Hook>(Hook{next_id_, std::move(function)}));
  return next_id_++;
}

bool MainLoop::remove(Id id) {
  bool found = false;
  const auto mark = [&](auto& entries) {
    for (const auto& entry : entries) {
      if (entry->id == id && !entry->removed) entry->removed = found = true;
    }
  };
  mark(timers_);
  mark(descriptors_);
  mark(hooks_);
  return found;
}

namespace {

template <typename Entries>
std::size_t count_present(const Entries& entries) noexcept {
  return static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(),
                                                [](const auto& entry) { return !entry->removed; }));
}

}  // namespace

std::size_t MainLoop::timer_count() const noexcept {
  return count_present(timers_);
}

std::size_t MainLoop::descriptor_count() const noexcept {
  return count_present(descriptors_);
}

void MainLoop::forget_removed() {
  const auto sweep = [](auto& entries) {
    std::erase_if(entries, [](const auto& entry) { return entry->removed; });
  };
  sweep(timers_);
  sweep(descriptors_);
  sweep(hooks_);
}

void MainLoop::post(std::function<void()> function) {
  {
    const std::lock_guard lock(posted_mutex_);
    posted_.push_back(std::move(function));
  }
  wake();
}

void MainLoop::wake() noexcept {
  sleep_.wake();
}

void MainLoop::run_posted() {
  std::vector<std::function<void()>> functions;
  {
    const std::lock_guard lock(posted_mutex_);
    functions.swap(posted_);
  }
  for (const auto& function : functions) function();
}

void MainLoop::run_due_timers() {
  const auto now = Clock::now();
  const auto timers = timers_;  // functions may add and remove
  for (const auto& timer : timers) {
    if (timer->removed || timer->due > now) continue;
    if (timer->period == milliseconds::zero()) {
      timer->removed = true;
    } else {
      timer->due = now + timer->period;
    }
    timer->function();
  }
}

void MainLoop::run_hooks() {
  const auto hooks = hooks_;
  for (const auto& hook : hooks) {
    if (!hook->removed) hook->function();
  }
}

milliseconds MainLoop::sleep_time(milliseconds timeout) const {
  milliseconds sleep = std::min(timeout, longest_sleep_);
  // Out of descriptors: nobody can wake it, so it has to look.
  if (!sleep_.can_be_woken()) sleep = std::min(sleep, kSleepWithoutWaking);
  const auto now = Clock::now();
  for (const auto& timer : timers_) {
    if (!timer->removed) {
      sleep = std::min(sleep, std::chrono::ceil<milliseconds>(timer->due - now));
    }
  }
  return std::max(sleep, milliseconds::zero());
}

void MainLoop::poll_descriptors(milliseconds timeout) {
  const auto descriptors = descriptors_;
  std::vector<LoopSleep::Watched> watched;
  watched.reserve(descriptors.size());
  for (const auto& entry : descriptors) watched.push_back({entry->descriptor, entry->events, 0});
  sleep_.sleep(watched, timeout);
  for (std::size_t i = 0; i < descriptors.size(); ++i) {
    const short events = watched[i].happened;
    if (events == 0 || descriptors[i]->removed) continue;
    if ((events & LoopSleep::kInvalid) != 0) {
      descriptors[i]->removed = true;  // closed without unregistering; polling it would spin
      continue;
    }
    descriptors[i]->function(events);
  }
}

void MainLoop::run_once(milliseconds timeout) {
  run_posted();
  run_hooks();
  poll_descriptors(sleep_time(timeout));
  run_due_timers();
  run_posted();
  run_hooks();
  forget_removed();
}

bool MainLoop::run_until(Clock::time_point deadline, const std::function<bool()>& done) {
  while (!quit_.load(std::memory_order_acquire)) {
    if (done && done()) return true;
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (left <= milliseconds::zero()) return false;
    run_once(std::min(left, milliseconds{1000}));
  }
  return done && done();
}

}  // namespace attacca::host
