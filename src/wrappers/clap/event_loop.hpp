// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/host.hpp"
#include "attacca/gui/event_loop.hpp"
#include "main_thread/main_thread.hpp"

namespace attacca::clap_wrapper {

/// The host's timers and descriptors as an EventLoop, for plugins that have an editor; it calls the
/// host with the gate opened. All calls: [main].
class ClapEventLoop final : public EventLoop {
 public:
  ClapEventLoop(const clap::Host& host, core::MainThread& gate) noexcept
      : host_(host), gate_(gate) {}

  /// Looks the host's tables up; not before init.
  void connect();
  /// The host is not called any more.
  void disconnect() noexcept {
    fds_ = nullptr;
    timers_ = nullptr;
  }
  /// True if the host offers both timers and descriptors; half a loop is of no use.
  [[nodiscard]] bool usable() const noexcept {
    return fds_ != nullptr && fds_->register_fd != nullptr && fds_->unregister_fd != nullptr &&
           timers_ != nullptr && timers_->register_timer != nullptr &&
           timers_->unregister_timer != nullptr;
  }

  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;
  void deliver(const std::function<void()>& call) override;

  /// The host's calls.
  void on_fd(int fd);
  void on_timer(clap::Id timer_id);

 private:
  struct Entry {
    Handle handle = 0;
    int fd = -1;  ///< or
    clap::Id timer = clap::kInvalidId;
    /// Shared, because a callback may stop its own entry.
    std::shared_ptr<std::function<void()>> call;
  };

  [[nodiscard]] std::vector<Entry>::iterator find(Handle handle) noexcept;

  const clap::Host& host_;
  core::MainThread& gate_;
  const clap::HostPosixFdSupport* fds_ = nullptr;
  const clap::HostTimerSupport* timers_ = nullptr;
  std::vector<Entry> entries_;
  Handle next_ = 1;
};

}  // namespace attacca::clap_wrapper
