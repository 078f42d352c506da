// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/loop_sleep.hpp"

#include <algorithm>

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include "host/base/macos/core_foundation.hpp"

namespace attacca::host {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// The pipe is looked at that often while the main thread's run loop runs.
constexpr milliseconds kTurn{5};

/// The main thread's, once somebody in this process has loaded it: plugins put timers and calls
/// into its run loop, and a host is there to run it.
const CoreFoundation* run_loop() noexcept {
  static const CoreFoundation* system = nullptr;  // by the main thread
  if (pthread_main_np() == 0) return nullptr;
  if (system == nullptr) system = loaded_core_foundation();
  return system;
}

}  // namespace

LoopSleep::LoopSleep() : ends_{-1, -1} {
  int ends[2];
  if (pipe(ends) != 0) return;
  for (const int end : ends) {
    fcntl(end, F_SETFD, FD_CLOEXEC);
    fcntl(end, F_SETFL, O_NONBLOCK);
  }
  ends_ = {ends[0], ends[1]};
}

LoopSleep::~LoopSleep() {
  for (const std::intptr_t end : ends_) {
    if (end >= 0) close(static_cast<int>(end));
  }
}

bool LoopSleep::takes_descriptors() noexcept {
  return false;
}

bool LoopSleep::can_be_woken() const noexcept {
  return ends_[0] >= 0;
}

void LoopSleep::wake() noexcept {
  if (ends_[1] < 0) return;
  const char one = 1;
  // It can only fail when the pipe is full, and then the loop is awake anyway.
  [[maybe_unused]] const auto written = write(static_cast<int>(ends_[1]), &one, sizeof one);
}

void LoopSleep::sleep(std::span<Watched>, milliseconds timeout) {
  const int end = static_cast<int>(ends_[0]);
  const auto was_woken = [end](milliseconds time) {
    pollfd polled{end, POLLIN, 0};
    return poll(&polled, 1, static_cast<int>(time.count())) > 0;
  };
  const auto deadline = Clock::now() + timeout;
  bool is_awake = false;
  if (const CoreFoundation* const system = run_loop()) {
    const auto run = [system](milliseconds time) {
      return system->CFRunLoopRunInMode(system->kCFRunLoopDefaultMode,
                                        static_cast<double>(time.count()) / 1000.0, 1);
    };
    // Not asleep in the run loop for the whole time: what wakes it does not bring it back to us.
    bool was_handled = run(milliseconds(0)) == CoreFoundation::kRunHandled;
    while (!(is_awake = was_woken(milliseconds(0))) && !was_handled) {
      const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
      if (left <= milliseconds(0)) break;
      const milliseconds turn = std::min(left, kTurn);
      const std::int32_t result = run(turn);
      was_handled = result == CoreFoundation::kRunHandled;
      if (result == CoreFoundation::kRunFinished && (is_awake = was_woken(turn))) break;
    }
  } else {
    is_awake = was_woken(timeout);
  }
  std::array<char, 256> bytes{};
  while (is_awake && read(end, bytes.data(), bytes.size()) > 0) {
  }
}

}  // namespace attacca::host
