// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/net_poll.hpp"

#include <algorithm>
#include <array>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace parlando {

struct NetPoll::System {
  explicit System(int descriptor) noexcept : wake_descriptor(descriptor) {}
  ~System() { ::close(wake_descriptor); }
  System(const System&) = delete;
  System& operator=(const System&) = delete;

  int wake_descriptor;
};

NetPoll::NetPoll() noexcept {
  const int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (descriptor >= 0) system_ = std::make_unique<System>(descriptor);
}

NetPoll::~NetPoll() = default;

bool NetPoll::wait(std::vector<Source>& sources, std::optional<std::chrono::nanoseconds> timeout) {
  if (!usable()) return false;
  constexpr std::size_t kFew = 16;
  std::array<pollfd, kFew> few{};
  std::vector<pollfd> many;
  if (sources.size() >= kFew) many.resize(sources.size() + 1);
  pollfd* const polled = many.empty() ? few.data() : many.data();
  polled[0] = {system_->wake_descriptor, POLLIN, 0};
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto events = static_cast<short>((sources[i].wants_to_read ? POLLIN : 0) |
                                           (sources[i].wants_to_write ? POLLOUT : 0));
    polled[i + 1] = {static_cast<int>(sources[i].native), events, 0};
  }
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t most =
      timeout ? std::clamp<std::int64_t>(timeout->count(), 0, 60 * kSecond) : 60 * kSecond;
  const timespec until{static_cast<time_t>(most / kSecond), static_cast<long>(most % kSecond)};
  if (::ppoll(polled, sources.size() + 1, &until, nullptr) < 0) {
    for (std::size_t i = 0; i <= sources.size(); ++i) polled[i].revents = 0;
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const short events = polled[i + 1].revents;
    sources[i].is_readable = (events & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) != 0;
    sources[i].is_writable = (events & POLLOUT) != 0;
  }
  if (polled[0].revents == 0) return false;
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t size = ::read(system_->wake_descriptor, &count, sizeof count);
  return true;
}

void NetPoll::wake() const noexcept {
  if (!usable()) return;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t size = ::write(system_->wake_descriptor, &one, sizeof one);
}

}  // namespace parlando
