// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/net_poll.hpp"

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "parlando/net/posix/polled_sources.hpp"

namespace parlando {

/// A pipe: what is written to one end ends the wait at the other.
struct NetPoll::System {
  System() noexcept {
    if (::pipe(ends.data()) != 0) {
      ends = {-1, -1};
      return;
    }
    for (const int end : ends) {
      ::fcntl(end, F_SETFD, FD_CLOEXEC);
      ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
  }
  ~System() {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }
  System(const System&) = delete;
  System& operator=(const System&) = delete;

  [[nodiscard]] int read_end() const noexcept { return ends[0]; }
  [[nodiscard]] int write_end() const noexcept { return ends[1]; }

  std::array<int, 2> ends{-1, -1};
};

NetPoll::NetPoll() noexcept : system_(std::make_unique<System>()) {
  if (system_->read_end() < 0) system_.reset();
}

NetPoll::~NetPoll() = default;

bool NetPoll::wait(std::vector<Source>& sources, std::optional<std::chrono::nanoseconds> timeout) {
  if (!usable()) return false;
  native::PolledSources polled(system_->read_end(), sources);
  using std::chrono::milliseconds;
  constexpr milliseconds kMost{60'000};
  // Rounded up: what ends early would be begun again and again.
  const milliseconds most =
      timeout ? std::clamp(std::chrono::ceil<milliseconds>(*timeout), milliseconds(0), kMost)
              : kMost;
  const int returned =
      ::poll(polled.data(), static_cast<nfds_t>(polled.size()), static_cast<int>(most.count()));
  if (!polled.tell(returned, sources)) return false;
  std::array<char, 64> bytes{};
  while (::read(system_->read_end(), bytes.data(), bytes.size()) > 0) {
  }
  return true;
}

void NetPoll::wake() const noexcept {
  if (!usable()) return;
  // A pipe that is full is a wake-up that is under way.
  const char one = 1;
  [[maybe_unused]] const ssize_t size = ::write(system_->write_end(), &one, sizeof one);
}

}  // namespace parlando
