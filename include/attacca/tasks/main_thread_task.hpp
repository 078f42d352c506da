// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Work for the main thread that another thread asks for, as a member of the plugin:
//
//     attacca::MainThreadTask<int> loaded_{tasks(), [this](int taps) { set_title(taps); }};
//     (void)loaded_.run(4096);  // in process() or in a background task
//
// run() is for any thread, the audio thread included: lock-free, no system call. Bounded: what
// finds no room says so. The work is done inside the same gate as every call marked [main], and
// never after the plugin's destructor has begun.

#include "attacca/tasks/detail/queued_task.hpp"

namespace attacca {

/// Work on the main thread, by the way that the host offers: CLAP's request_callback, a run loop of
/// the host's under VST3, or else a thread of ours that stands in for the main one. Asked on the
/// main thread, it is done when the call that asks has left the plugin. Asked on the audio thread,
/// it is done soon: CLAP hosts decide when, VST3's look within about 20 ms while blocks come. Asked
/// in the plugin's constructor, it is done when the plugin is first activated, or before.
/// Exceptions that the work throws go to the log. All its members are QueuedTask's.
template <typename... Args>
class MainThreadTask final : public detail::QueuedTask<detail::Task::Thread::main, Args...> {
 public:
  using detail::QueuedTask<detail::Task::Thread::main, Args...>::QueuedTask;
};

}  // namespace attacca
