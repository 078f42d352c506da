// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <vector>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/run_loop.hpp"
#include "attacca/gui/event_loop.hpp"
#include "main_thread/main_thread.hpp"

namespace attacca::vst3_wrapper {

/// The host's IRunLoop as an EventLoop, for core::GatedLoop: its callbacks know no gate, and must
/// not throw. It calls the host with the gate opened. All calls: [main], inside the gate.
class RunLoop final : public EventLoop {
 public:
  RunLoop(vst3::Ref<vst3::IRunLoop> host, core::MainThread& main);
  /// Nothing is registered any more: whoever registers stops.
  ~RunLoop() override;

  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;

 private:
  class FdHandler;
  class TimerHandler;
  struct Registration {
    Handle handle = 0;
    vst3::Ref<FdHandler> fd;
    vst3::Ref<TimerHandler> timer;
  };
  const vst3::Ref<vst3::IRunLoop> host_;
  core::MainThread& main_;
  std::vector<Registration> registrations_;
  Handle last_handle_ = 0;
};

/// `loop` as editors have it, with its callbacks inside the gate. [main], inside the gate.
[[nodiscard]] std::shared_ptr<EventLoop> make_event_loop(const vst3::Ref<vst3::IRunLoop>& loop,
                                                         core::MainThread& gate);

/// The run loop that `object` offers (a frame, a handler, a host context; may be null), or null.
/// Calls the host: outside the gate.
[[nodiscard]] vst3::Ref<vst3::IRunLoop> find_run_loop(vst3::FUnknown* object);

}  // namespace attacca::vst3_wrapper
