// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace parlando {

/// Lets one thread sleep until a socket has something, a time has come, or another thread wakes it:
/// ppoll(2) under Linux and a waitable timer under Windows, so that the time may be finer than a
/// millisecond; poll(2) elsewhere, where it ends up to a millisecond late.
class NetPoll {
 public:
  struct Source {
    std::intptr_t native = -1;    ///< as `UdpSocket::native`
    bool wants_to_write = false;  ///< sleep until there is room, too
    bool wants_to_read = true;    ///< sleep until there is something
    bool is_readable = false;     ///< also when the other end has gone: reading says so
    bool is_writable = false;
  };

  NetPoll() noexcept;
  ~NetPoll();
  NetPoll(const NetPoll&) = delete;
  NetPoll& operator=(const NetPoll&) = delete;

  /// False if the process has no descriptor left for the wake-up.
  [[nodiscard]] bool usable() const noexcept { return system_ != nullptr; }

  /// Sets the flags of each of `sources`; without a timeout it sleeps for as long as it takes, and
  /// at most a minute. True if `wake` ended it. [not audio] One thread at a time. Allocates only
  /// for more than 15 sources. Where not usable, nothing is ready and it returns at once.
  bool wait(std::vector<Source>& sources, std::optional<std::chrono::nanoseconds> timeout);
  /// Ends the wait that is under way, or else the next one. [not audio]
  void wake() const noexcept;

 private:
  struct System;
  std::unique_ptr<System> system_;
};

}  // namespace parlando
