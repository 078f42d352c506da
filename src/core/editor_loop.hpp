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

/// The event loop as an editor sees it, for as long as the editor is open: the host's, or one of
/// ours. While it is neither, nothing can be registered. What an editor forgets to stop ends with
/// the loop. Inside the gate.
class EditorLoop final : public EventLoop {
 public:
  /// Runs each callback; sees to it that the editor lives until the callback has returned.
  using Runner = std::function<void(const std::function<void()>&)>;

  EditorLoop(MainThread& main, Runner run) : main_(main), run_(std::move(run)) {}
  ~EditorLoop() override;

  /// Whose callbacks come from now on. Kept until close(), as the host may end it at any time.
  void open(std::shared_ptr<EventLoop> loop);
  /// No callback comes afterwards.
  void close() noexcept;

  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;
  void deliver(const std::function<void()>& call) override;
  [[nodiscard]] Deliver deliverer() override;

 private:
  struct Opening;

  [[nodiscard]] std::shared_ptr<EventLoop> loop() const noexcept;
  [[nodiscard]] std::function<void()> guarded(std::function<void()> callback) const;
  Handle keep(const std::shared_ptr<EventLoop>& loop, Handle handle);

  MainThread& main_;
  Runner run_;
  std::shared_ptr<Opening> opening_;
  std::vector<Handle> handles_;
};

}  // namespace attacca::core
