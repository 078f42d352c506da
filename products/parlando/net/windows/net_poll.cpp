// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/net_poll.hpp"

#include <algorithm>
#include <array>

#include "parlando/net/windows/winsock.hpp"

namespace parlando {
namespace {

// Windows 10 (1803) and later: the headers do not have it for older ones.
constexpr DWORD kHighResolution = 2;  // CREATE_WAITABLE_TIMER_HIGH_RESOLUTION

HANDLE new_timer() noexcept {
  constexpr DWORD kAccess = SYNCHRONIZE | TIMER_MODIFY_STATE;
  const HANDLE fine = ::CreateWaitableTimerExW(nullptr, nullptr, kHighResolution, kAccess);
  return fine != nullptr ? fine : ::CreateWaitableTimerExW(nullptr, nullptr, 0, kAccess);
}

SOCKET socket_of(const NetPoll::Source& source) noexcept {
  return static_cast<SOCKET>(source.native);
}

}  // namespace

struct NetPoll::System {
  System() noexcept
      : wake(::CreateEventW(nullptr, FALSE, FALSE, nullptr)),
        network(::CreateEventW(nullptr, TRUE, FALSE, nullptr)),
        timer(new_timer()) {}
  ~System() {
    for (const HANDLE handle : {wake, network, timer}) {
      if (handle != nullptr) ::CloseHandle(handle);
    }
  }
  System(const System&) = delete;
  System& operator=(const System&) = delete;

  [[nodiscard]] bool usable() const noexcept {
    return winsock.has_begun() && wake != nullptr && network != nullptr && timer != nullptr;
  }

  /// Has the system tell `network` what happens at each of them from now on.
  void watch(const std::vector<Source>& sources) const noexcept {
    ::ResetEvent(network);
    for (const Source& source : sources) {
      const long events = (source.wants_to_read ? FD_READ | FD_ACCEPT | FD_CLOSE : 0) |
                          (source.wants_to_write ? FD_WRITE : 0);
      ::WSAEventSelect(socket_of(source), network, events);
    }
  }

  native::Winsock winsock;
  HANDLE wake;
  HANDLE network;
  HANDLE timer;
};

namespace {

/// How it is with each of them now; whether anything is as wanted.
bool look(std::vector<NetPoll::Source>& sources) {
  constexpr std::size_t kFew = 15;
  std::array<WSAPOLLFD, kFew> few{};
  std::vector<WSAPOLLFD> many;
  if (sources.size() > kFew) many.resize(sources.size());
  WSAPOLLFD* const polled = many.empty() ? few.data() : many.data();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto events = static_cast<SHORT>((sources[i].wants_to_read ? POLLRDNORM : 0) |
                                           (sources[i].wants_to_write ? POLLWRNORM : 0));
    polled[i] = {socket_of(sources[i]), events, 0};
  }
  const bool answered =
      !sources.empty() && ::WSAPoll(polled, static_cast<ULONG>(sources.size()), 0) > 0;
  bool is_any = false;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const int events = answered ? polled[i].revents : 0;
    sources[i].is_readable = (events & (POLLRDNORM | POLLHUP | POLLERR | POLLNVAL)) != 0;
    sources[i].is_writable = (events & POLLWRNORM) != 0;
    is_any = is_any || sources[i].is_readable || sources[i].is_writable;
  }
  return is_any;
}

}  // namespace

NetPoll::NetPoll() noexcept : system_(std::make_unique<System>()) {
  if (!system_->usable()) system_.reset();
}

NetPoll::~NetPoll() = default;

bool NetPoll::wait(std::vector<Source>& sources, std::optional<std::chrono::nanoseconds> timeout) {
  if (!usable()) return false;
  system_->watch(sources);
  // What was there before may be told no more.
  if (look(sources)) return ::WaitForSingleObject(system_->wake, 0) == WAIT_OBJECT_0;
  using Ticks = std::chrono::duration<LONGLONG, std::ratio<1, 10'000'000>>;
  constexpr std::chrono::minutes kMost(1);
  const Ticks most = timeout
                         ? std::clamp<Ticks>(std::chrono::ceil<Ticks>(*timeout), Ticks(0), kMost)
                         : Ticks(kMost);
  LARGE_INTEGER until;
  until.QuadPart = -most.count();  // from now on
  ::SetWaitableTimer(system_->timer, &until, 0, nullptr, nullptr, FALSE);
  const std::array<HANDLE, 3> waited{system_->wake, system_->network, system_->timer};
  const DWORD ended_by = ::WaitForMultipleObjects(static_cast<DWORD>(waited.size()), waited.data(),
                                                  FALSE, most.count() == 0 ? 0 : INFINITE);
  ::CancelWaitableTimer(system_->timer);
  look(sources);
  return ended_by == WAIT_OBJECT_0;
}

void NetPoll::wake() const noexcept {
  if (usable()) ::SetEvent(system_->wake);
}

}  // namespace parlando
