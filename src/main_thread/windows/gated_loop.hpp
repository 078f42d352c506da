// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "attacca/gui/event_loop.hpp"
#include "main_thread/main_thread.hpp"

namespace attacca::core {

/// A loop of the host's main thread whose callbacks come inside the gate, as all calls into the
/// editor do. All members [main].
class GatedLoop final : public EventLoop {
 public:
  /// `main` outlives it, or who ends the instance has stopped all that was begun here.
  GatedLoop(std::shared_ptr<EventLoop> loop, MainThread& main);

  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;
  void deliver(const std::function<void()>& call) override;

 private:
  [[nodiscard]] std::function<void()> gated(std::function<void()> callback);

  std::shared_ptr<EventLoop> loop_;
  MainThread& main_;
};

}  // namespace attacca::core
