// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>

#include "attacca/gui/event_loop.hpp"
#include "platform/macos/core_foundation.hpp"

namespace attacca::core {

/// The run loop of the thread that makes it as an EventLoop: descriptors and timers in its common
/// modes, so that they are served while a menu is open or a window is resized as well. Callbacks
/// must not throw. All members [main], on that thread.
class RunLoop final : public EventLoop {
 public:
  explicit RunLoop(const CoreFoundation& functions) noexcept;
  ~RunLoop() override;
  RunLoop(const RunLoop&) = delete;
  RunLoop& operator=(const RunLoop&) = delete;

  Handle watch(Source source, std::function<void()> ready) override;
  Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) override;
  void stop(Handle handle) noexcept override;

 private:
  using Callback = std::shared_ptr<const std::function<void()>>;
  /// What CoreFoundation is given to call back with; it stays where it is.
  struct Entry {
    const CoreFoundation& cf;
    Callback call;
    std::shared_ptr<bool> stopped = std::make_shared<bool>(false);
    CFFileDescriptorRef file = nullptr;
    CFRunLoopSourceRef source = nullptr;
    CFRunLoopTimerRef timer = nullptr;
  };
  static void on_ready(CFFileDescriptorRef file, CFOptionFlags which, void* info);
  static void on_timer(CFRunLoopTimerRef timer, void* info);
  void end(Entry& entry) noexcept;

  const CoreFoundation& cf_;
  const CFRunLoopRef loop_;
  std::map<Handle, std::unique_ptr<Entry>> entries_;
  Handle last_handle_ = 0;
};

}  // namespace attacca::core
