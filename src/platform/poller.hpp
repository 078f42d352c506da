// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "platform/wake_source.hpp"

namespace attacca::core {

/// Lets one thread sleep until any of several things of the operating system's is ready, a time has
/// come, or another thread wakes it: poll(2) under Linux, WaitForMultipleObjects under Windows.
class Poller {
 public:
  enum class State : std::uint8_t {
    idle,
    ready,
    gone,  ///< it does not exist any more and would be ready for ever
  };
  struct Source {
    std::intptr_t native = -1;  ///< as in EventLoop::Source
    State state = State::idle;
  };

  [[nodiscard]] bool usable() const noexcept { return wake_.usable(); }

  /// Sets the state of each of `sources`; without a timeout it sleeps for as long as it takes.
  void wait(std::vector<Source>& sources, std::optional<std::chrono::milliseconds> timeout);
  /// Ends the wait that is under way, or else the next one. [not audio]
  void wake() const noexcept { wake_.wake(); }

 private:
  WakeSource wake_;
};

}  // namespace attacca::core
