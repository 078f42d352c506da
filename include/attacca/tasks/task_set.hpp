// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// All tasks of a plugin, from Plugin::tasks(); BackgroundTask and MainThreadTask join it:
//
//     attacca::BackgroundTask<Room> build_{tasks(), &Reverb::build};
//     …
//     if (tasks().is_ending()) return;  // in a task that takes long
//
// Any thread. Fixed once the plugin is constructed.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace attacca {

class Plugin;

enum class LogLevel : std::uint8_t;

namespace core {
class TaskRunner;
}

/// What became of a task that was asked for.
enum class Posted : std::uint8_t {
  waiting,  ///< it will run, unless the plugin is destroyed before
  no_room,  ///< as many as TaskOptions::room are waiting; this one is dropped and counted
  ended,    ///< the plugin is being destroyed
};

/// How runs of a task wait for their turn.
struct TaskOptions {
  /// How many may wait; rounded up to a power of two of at least 2.
  std::size_t room = 16;
  /// Of the runs that wait only the newest one counts: those before it are left out, and for the
  /// newest there is always room. For work that the next run would overwrite. The arguments must be
  /// trivially destructible, since whoever asks destroys what is left out.
  bool only_newest = false;
};

namespace detail {

/// One kind of work, and the runs of it that wait.
class Task {
 public:
  enum class Thread : std::uint8_t { background, main };

  virtual ~Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  [[nodiscard]] Thread thread() const noexcept { return thread_; }
  /// Does the oldest run that waits; false if there is none. On the task's thread.
  virtual bool run_one() = 0;
  [[nodiscard]] virtual bool is_waiting() const noexcept = 0;

 protected:
  explicit Task(Thread thread) noexcept : thread_(thread) {}

 private:
  Thread thread_;
};

/// Who brings the threads to the work.
class TaskHost {
 public:
  /// Something waits for `thread`. From any thread; on the audio thread no lock and no system call.
  virtual void wake(Task::Thread thread) noexcept = 0;
  /// A line for the log, UTF-8. On the main thread.
  virtual void log(LogLevel level, const std::string& text) = 0;

 protected:
  ~TaskHost() = default;
};

}  // namespace detail

/// A plugin's tasks in the order of their declaration. All members [any].
class TaskSet {
 public:
  explicit TaskSet(Plugin& plugin) noexcept : plugin_(plugin) {}
  TaskSet(const TaskSet&) = delete;
  TaskSet& operator=(const TaskSet&) = delete;

  /// The plugin is being destroyed and waits for the task that is running.
  [[nodiscard]] bool is_ending() const noexcept { return ending_.load(std::memory_order_acquire); }

  [[nodiscard]] Plugin& plugin() const noexcept { return plugin_; }
  [[nodiscard]] std::span<detail::Task* const> all() const noexcept { return tasks_; }

  /// For the kinds of tasks: joins the set, in the plugin's constructor.
  void add(detail::Task& task) { tasks_.push_back(&task); }
  /// For the kinds of tasks: something waits. In the plugin's constructor there is nobody yet, who
  /// then looks for himself.
  void wake(detail::Task::Thread thread) const noexcept {
    if (detail::TaskHost* const host = host_.load(std::memory_order_acquire)) host->wake(thread);
  }
  /// For Log: a line, in a task of the main thread.
  void log(LogLevel level, const std::string& text) const {
    if (detail::TaskHost* const host = host_.load(std::memory_order_acquire)) {
      host->log(level, text);
    }
  }

 private:
  friend class core::TaskRunner;

  Plugin& plugin_;
  std::vector<detail::Task*> tasks_;
  std::atomic<detail::TaskHost*> host_{nullptr};
  std::atomic<bool> ending_{false};
};

}  // namespace attacca
