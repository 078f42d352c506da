// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Work that takes its time, away from the audio and the main thread, as a member of the plugin:
//
//     attacca::BackgroundTask<Room> build_{tasks(), &Reverb::build};    // void build(const Room&)
//     …
//     if (build_.run({.seconds = 2.0f}) == attacca::Posted::no_room) …  // in process(), anywhere
//
// The result comes back by rt::ObjectHandover to process(), or by a MainThreadTask. run() is for
// any thread, the audio thread included: lock-free, no system call. Bounded: what finds no room
// says so. Destroying the plugin waits for the run under way and drops those that wait.

#include "attacca/tasks/detail/queued_task.hpp"

namespace attacca {

/// Work on the worker, one thread that all instances of all plugins of a binary share: it starts
/// when the first instance with such a task is activated or asks for a run, and ends with the last
/// one. Runs of one task come one after the other, in order; the tasks of all instances take turns.
///
/// `Args` are what run() is given and the work gets. On the audio thread give what neither
/// allocates nor frees when it is moved: numbers, structs of numbers, FixedText. Exceptions that
/// the work throws go to the log.
///
/// When it starts: at once, asked from any thread but audio. From the audio thread within about
/// 20 ms while blocks come, and within a second after a silence: waking a thread takes a system
/// call, so the worker looks by itself, but only while an instance with such a task is active. All
/// its members are QueuedTask's.
template <typename... Args>
class BackgroundTask final : public detail::QueuedTask<detail::Task::Thread::background, Args...> {
 public:
  using detail::QueuedTask<detail::Task::Thread::background, Args...>::QueuedTask;
};

}  // namespace attacca
