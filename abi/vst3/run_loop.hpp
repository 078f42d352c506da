// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// Milliseconds between two calls of a timer.
using TimerInterval = std::uint64_t;
/// A file descriptor of the operating system.
using FileDescriptor = int;

/// Is called when a file descriptor can be read. Linux only.
/// Implemented by the plugin; reached through IRunLoop::registerEventHandler. Since VST 3.6.8.
class IEventHandler : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x561E65C9, 0x13A0496F, 0x813A2C35, 0x654D7983);

  /// [main] There is something to read.
  virtual void onFDIsSet(FileDescriptor fd) = 0;

 protected:
  ~IEventHandler() = default;
};

/// Is called again and again. Linux only.
/// Implemented by the plugin; reached through IRunLoop::registerTimer. Since VST 3.6.8.
class ITimerHandler : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x10BDD94F, 0x41424774, 0x821FAD8F, 0xECA72CA9);

  /// [main] The interval has passed.
  virtual void onTimer() = 0;

 protected:
  ~ITimerHandler() = default;
};

/// The host's main loop: Linux has no global one. Register in IPlugView::attached or setFrame and
/// unregister in removed.
/// Implemented by the host; reached through IPlugFrame, or the context of
/// IPluginFactory3::setHostContext. Since VST 3.6.8.
class IRunLoop : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x18C35366, 0x97764F1A, 0x9C5B8385, 0x7A871389);

  /// [main] Calls `handler` whenever `fd` can be read.
  virtual TResult registerEventHandler(IEventHandler* handler, FileDescriptor fd) = 0;

  /// [main] Stops it for every descriptor of the handler.
  virtual TResult unregisterEventHandler(IEventHandler* handler) = 0;

  /// [main] Calls `handler` every so many milliseconds until it is unregistered.
  virtual TResult registerTimer(ITimerHandler* handler, TimerInterval milliseconds) = 0;

  /// [main] Stops it.
  virtual TResult unregisterTimer(ITimerHandler* handler) = 0;

 protected:
  ~IRunLoop() = default;
};

}  // namespace attacca::vst3
