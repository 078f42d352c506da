// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>

#include "attacca/gui/event_loop.hpp"
#include "main_thread/main_thread.hpp"

namespace attacca::core {

/// Which threads are believed to have a loop of the system's.
enum class LoopOf : std::uint8_t {
  gui_thread,  ///< the calling thread shows a window of the host's to the plugin: it has one
  any_thread,  ///< it has one if it has windows at all
};

/// The loop that the system itself gives to a thread with windows, and that anybody on it may join:
/// under Windows the thread's messages, under macOS the main thread's CFRunLoop. Its callbacks know
/// no gate, and must not throw. All members of EventLoop [main], but that stop() and the end may
/// come on another thread: a callback that is running then goes on, and none comes afterwards.
class ThreadLoop : public EventLoop {
 public:
  /// Whether its callbacks come on the calling thread. [not audio]
  [[nodiscard]] virtual bool is_here() const noexcept = 0;
  /// False when its thread has ended, or may miss what is watched from now on. [not audio]
  [[nodiscard]] virtual bool reaches_thread() const noexcept = 0;
};

/// The calling thread's. Null where there is none, as under Linux, and where the thread is not one
/// of those. [main]
[[nodiscard]] std::shared_ptr<ThreadLoop> thread_loop(LoopOf thread);

/// The calling thread's loop for an editor that it shows: callbacks come inside the gate. Null as
/// above. `main` outlives what is begun there. [main]
[[nodiscard]] std::shared_ptr<EventLoop> gated_thread_loop(MainThread& main);

}  // namespace attacca::core
