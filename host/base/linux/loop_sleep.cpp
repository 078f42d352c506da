// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/loop_sleep.hpp"

#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace attacca::host {

static_assert(LoopSleep::kReadable == POLLIN && LoopSleep::kWritable == POLLOUT &&
              LoopSleep::kFailed == POLLERR && LoopSleep::kHungUp == POLLHUP &&
              LoopSleep::kInvalid == POLLNVAL);

LoopSleep::LoopSleep() : ends_{-1, -1} {
  const int event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (event >= 0) {
    ends_ = {event, event};
  } else if (int ends[2]; pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0) {
    ends_ = {ends[0], ends[1]};  // a container or an old kernel without eventfd(2)
  }
}

LoopSleep::~LoopSleep() {
  if (ends_[0] >= 0) close(static_cast<int>(ends_[0]));
  if (ends_[1] >= 0 && ends_[1] != ends_[0]) close(static_cast<int>(ends_[1]));
}

bool LoopSleep::takes_descriptors() noexcept {
  return true;
}

bool LoopSleep::can_be_woken() const noexcept {
  return ends_[0] >= 0;
}

void LoopSleep::wake() noexcept {
  const std::uint64_t one = 1;
  // It can only fail when the counter or the pipe is full, and then the loop is awake anyway.
  if (ends_[1] < 0) return;
  [[maybe_unused]] const auto written = write(static_cast<int>(ends_[1]), &one, sizeof one);
}

void LoopSleep::sleep(std::span<Watched> watched, std::chrono::milliseconds timeout) {
  const int end = static_cast<int>(ends_[0]);
  std::vector<pollfd> polled;
  polled.reserve(watched.size() + 1);
  polled.push_back({end, POLLIN, 0});
  for (const Watched& each : watched) polled.push_back({each.descriptor, each.events, 0});
  if (poll(polled.data(), polled.size(), static_cast<int>(timeout.count())) <= 0) return;
  if (polled[0].revents != 0) {
    std::array<std::uint64_t, 64> counts{};
    while (read(end, counts.data(), sizeof counts) == sizeof counts) {
    }
  }
  for (std::size_t i = 0; i < watched.size(); ++i) watched[i].happened = polled[i + 1].revents;
}

}  // namespace attacca::host
