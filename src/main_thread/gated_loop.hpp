// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "attacca/gui/event_loop.hpp"
#include "main_thread/main_thread.hpp"

namespace attacca::core {

/// A loop of the host's main thread whose callbacks come inside the gate, as all calls into the
/// editor do. Stopped inside the gate, on whatever thread, a callback comes no more, even one that
/// waits at the gate, and what it holds goes. All members [main].
class GatedLoop final : public EventLoop {
 public:
  /// Who ends the instance of `main` stops all that was begun here first. The callbacks that `loop`
  /// is given know no gate and do not throw.
  GatedLoop(std::shared_ptr<EventLoop> loop, MainThread& main);

  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;
  void deliver(const std::function<void()>& call) override;

 private:
  struct Callback;
  static std::function<void()> gated(const std::shared_ptr<Callback>& callback);
  Handle keep(Handle handle, std::shared_ptr<Callback> callback);

  std::shared_ptr<EventLoop> loop_;
  MainThread& main_;
  std::vector<std::pair<Handle, std::shared_ptr<Callback>>> callbacks_;
};

}  // namespace attacca::core
