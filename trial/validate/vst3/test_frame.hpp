// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/run_loop.hpp"
#include "host/vst3/run_loop.hpp"
#include "trial/validate/check_context.hpp"

namespace attacca::validate {

/// The frame of an editor that is driven by hand, with or without a run loop. [main]
class TestFrame final : public vst3::Implements<vst3::IPlugFrame, vst3::IRunLoop> {
 public:
  TestFrame(CheckContext& context, bool has_run_loop)
      : entries_(context.loop(), context.conduct()), has_run_loop_(has_run_loop) {}

  /// Timers and descriptors that are registered now.
  [[nodiscard]] std::size_t registered() const noexcept { return entries_.size(); }
  /// Takes out what is left, and refuses the rest.
  void detach() {
    entries_.clear();
    is_detached_ = true;
  }

  vst3::TResult resizeView(vst3::IPlugView* view, vst3::ViewRect* newSize) override {
    if (view == nullptr || newSize == nullptr) return vst3::kInvalidArgument;
    return is_detached_ ? vst3::kResultFalse : view->onSize(newSize);
  }
  vst3::TResult registerEventHandler(vst3::IEventHandler* handler,
                                     vst3::FileDescriptor fd) override {
    return is_detached_ ? vst3::kResultFalse : entries_.add_descriptor(handler, fd);
  }
  vst3::TResult unregisterEventHandler(vst3::IEventHandler* handler) override {
    return is_detached_ ? vst3::kResultFalse : entries_.remove_descriptors(handler);
  }
  vst3::TResult registerTimer(vst3::ITimerHandler* handler,
                              vst3::TimerInterval milliseconds) override {
    return is_detached_ ? vst3::kResultFalse : entries_.add_timer(handler, milliseconds);
  }
  vst3::TResult unregisterTimer(vst3::ITimerHandler* handler) override {
    return is_detached_ ? vst3::kResultFalse : entries_.remove_timers(handler);
  }

 private:
  bool offers(const vst3::Tuid& wanted) const noexcept override {
    return wanted != vst3::IRunLoop::iid || has_run_loop_;
  }

  host::RunLoopEntries entries_;
  const bool has_run_loop_;
  bool is_detached_ = false;
};

}  // namespace attacca::validate
