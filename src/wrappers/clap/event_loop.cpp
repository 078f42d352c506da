// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/event_loop.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "abi/clap/query.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/main_call.hpp"
#include "wrappers/clap/part.hpp"

namespace attacca::clap_wrapper {

void ClapEventLoop::connect() {
  fds_ = clap::query<clap::HostPosixFdSupport>(&host_);
  timers_ = clap::query<clap::HostTimerSupport>(&host_);
}

std::vector<ClapEventLoop::Entry>::iterator ClapEventLoop::find(Handle handle) noexcept {
  return std::find_if(entries_.begin(), entries_.end(),
                      [handle](const Entry& entry) { return entry.handle == handle; });
}

EventLoop::Handle ClapEventLoop::watch(Source source, std::function<void()> ready) {
  const core::MainThread::Call call(gate_);
  const auto fd = static_cast<int>(source.native());
  if (!usable() || fd < 0) return 0;
  // The entry first: nothing can fail between the host's yes and our knowing of it.
  const Handle handle = next_++;
  entries_.push_back(
      {handle, fd, clap::kInvalidId, std::make_shared<std::function<void()>>(std::move(ready))});
  bool registered = false;
  {
    const core::MainThread::Opened opened(gate_);
    const auto flags = clap::PosixFdFlags::read | clap::PosixFdFlags::error;
    registered = fds_->register_fd(&host_, fd, flags);
  }
  if (registered) return handle;
  if (const auto entry = find(handle); entry != entries_.end()) entries_.erase(entry);
  return 0;
}

EventLoop::Handle ClapEventLoop::start_timer(std::chrono::milliseconds period,
                                             std::function<void()> tick) {
  const core::MainThread::Call call(gate_);
  if (!usable()) return 0;
  const Handle handle = next_++;
  entries_.push_back(
      {handle, -1, clap::kInvalidId, std::make_shared<std::function<void()>>(std::move(tick))});
  const auto milliseconds = static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(period.count(), 1, std::numeric_limits<std::uint32_t>::max()));
  clap::Id id = clap::kInvalidId;
  bool registered = false;
  {
    const core::MainThread::Opened opened(gate_);
    registered = timers_->register_timer(&host_, milliseconds, &id);
  }
  const auto entry = find(handle);
  if (entry == entries_.end()) return 0;
  if (!registered) {
    entries_.erase(entry);
    return 0;
  }
  entry->timer = id;
  return handle;
}

void ClapEventLoop::stop(Handle handle) noexcept {
  const core::MainThread::Call call(gate_);
  const auto found = find(handle);
  if (found == entries_.end()) return;
  const Entry entry = std::move(*found);
  entries_.erase(found);
  if (!usable()) return;
  const core::MainThread::Opened opened(gate_);
  if (entry.fd >= 0) {
    fds_->unregister_fd(&host_, entry.fd);
  } else {
    timers_->unregister_timer(&host_, entry.timer);
  }
}

void ClapEventLoop::deliver(const std::function<void()>& call) {
  guarded([&] {
    const core::MainThread::Call inside(gate_);
    call();
  });
}

void ClapEventLoop::on_fd(int fd) {
  for (const Entry& entry : entries_) {
    if (entry.fd < 0 || entry.fd != fd) continue;
    const auto call = entry.call;
    (*call)();
    return;  // the callback may have changed the list
  }
}

void ClapEventLoop::on_timer(clap::Id timer_id) {
  for (const Entry& entry : entries_) {
    if (entry.fd >= 0 || entry.timer != timer_id) continue;
    const auto call = entry.call;
    (*call)();
    return;
  }
}

namespace {

void fd_ready(const clap::Plugin* plugin, int fd, clap::PosixFdFlags /*flags*/) {
  guarded([=] {
    if (ClapEventLoop* const loop = Instance::from(plugin).services().loop()) loop->on_fd(fd);
  });
}

void timer_due(const clap::Plugin* plugin, clap::Id timer_id) {
  guarded([=] {
    if (ClapEventLoop* const loop = Instance::from(plugin).services().loop()) {
      loop->on_timer(timer_id);
    }
  });
}

void connect_loop(Instance& instance) {
  auto loop = std::make_shared<ClapEventLoop>(instance.host(), instance.services().main_thread());
  loop->connect();
  instance.services().set_event_loop(std::move(loop));
}

constexpr clap::PluginPosixFdSupport kPosixFdSupport = {in_gate<fd_ready>};
constexpr clap::PluginTimerSupport kTimerSupport = {in_gate<timer_due>};

}  // namespace

const Part kPosixFdPart = part_of(kPosixFdSupport);
const Part kTimerPart = part_of(kTimerSupport, connect_loop);

}  // namespace attacca::clap_wrapper
