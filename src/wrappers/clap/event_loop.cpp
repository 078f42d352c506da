// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/event_loop.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "abi/clap/query.hpp"
#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/guard.hpp"
#include "wrappers/clap/instance.hpp"

namespace attacca::clap_wrapper {

ClapEventLoop::~ClapEventLoop() {
  while (!entries_.empty()) stop(entries_.back().handle);
}

void ClapEventLoop::connect() {
  fds_ = clap::query<clap::HostPosixFdSupport>(&host_);
  timers_ = clap::query<clap::HostTimerSupport>(&host_);
}

bool ClapEventLoop::usable() const noexcept {
  return fds_ != nullptr && fds_->register_fd != nullptr && fds_->unregister_fd != nullptr &&
         timers_ != nullptr && timers_->register_timer != nullptr &&
         timers_->unregister_timer != nullptr;
}

EventLoop::Handle ClapEventLoop::watch_fd(int fd, std::function<void()> ready) {
  if (!usable() || fd < 0) return 0;
  // The entry first: nothing can fail between the host's yes and our knowing of it.
  entries_.push_back(
      {next_, fd, clap::kInvalidId, std::make_shared<std::function<void()>>(std::move(ready))});
  const auto flags = clap::PosixFdFlags::read | clap::PosixFdFlags::error;
  if (fds_->register_fd(&host_, fd, flags)) return next_++;
  entries_.pop_back();
  return 0;
}

EventLoop::Handle ClapEventLoop::start_timer(std::chrono::milliseconds period,
                                             std::function<void()> tick) {
  if (!usable()) return 0;
  entries_.push_back(
      {next_, -1, clap::kInvalidId, std::make_shared<std::function<void()>>(std::move(tick))});
  const auto milliseconds = static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(period.count(), 1, std::numeric_limits<std::uint32_t>::max()));
  clap::Id id = clap::kInvalidId;
  if (timers_->register_timer(&host_, milliseconds, &id)) {
    entries_.back().timer = id;
    return next_++;
  }
  entries_.pop_back();
  return 0;
}

void ClapEventLoop::stop(Handle handle) noexcept {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [handle](const Entry& e) { return e.handle == handle; });
  if (found == entries_.end()) return;
  const Entry entry = std::move(*found);
  entries_.erase(found);
  if (entry.fd >= 0) {
    fds_->unregister_fd(&host_, entry.fd);
  } else {
    timers_->unregister_timer(&host_, entry.timer);
  }
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
  guarded([=] { Instance::from(plugin).event_loop().on_fd(fd); });
}

void timer_due(const clap::Plugin* plugin, clap::Id timer_id) {
  guarded([=] { Instance::from(plugin).event_loop().on_timer(timer_id); });
}

}  // namespace

const clap::PluginPosixFdSupport kPosixFdSupport = {fd_ready};
const clap::PluginTimerSupport kTimerSupport = {timer_due};

}  // namespace attacca::clap_wrapper
