// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/net_poll.hpp"

#include <algorithm>

#include <sys/eventfd.h>
#include <unistd.h>

#include "parlando/net/posix/polled_sources.hpp"

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
  native::PolledSources polled(system_->wake_descriptor, sources);
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t most =
      timeout ? std::clamp<std::int64_t>(timeout->count(), 0, 60 * kSecond) : 60 * kSecond;
  const timespec until{static_cast<time_t>(most / kSecond), static_cast<long>(most % kSecond)};
  const int returned = ::ppoll(polled.data(), polled.size(), &until, nullptr);
  if (!polled.tell(returned, sources)) return false;
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
