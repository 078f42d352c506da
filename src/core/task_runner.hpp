// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <optional>

#include "attacca/tasks/task_set.hpp"
#include "core/host_services.hpp"
#include "main_thread/deferred_thread.hpp"
#include "main_thread/main_thread.hpp"
#include "platform/thread_id.hpp"

namespace attacca::core {

/// Brings the tasks of one instance to their threads: background tasks to the worker of this
/// binary, main-thread tasks to Instance::on_main().
class TaskRunner final : private detail::TaskHost {
 public:
  /// Both outlive it. Background runs that the plugin's constructor has asked for begin. [main]
  TaskRunner(TaskSet& set, HostServices& services, const void* log_id);
  ~TaskRunner() { close(); }
  TaskRunner(const TaskRunner&) = delete;
  TaskRunner& operator=(const TaskRunner&) = delete;

  /// Nothing runs any more: waits for a background task that is running, drops what waits. Not
  /// inside a task. Again does nothing. [main]
  void close() noexcept;

  /// Whether blocks may come, so that the worker looks for what they ask for. [main]
  void set_active(bool active) noexcept;

  /// Does what waits for the main thread. [main]
  void run_main_tasks() noexcept;

  /// While it lives the calling thread is the audio thread. Costs nothing for plugins without
  /// tasks. [audio]
  class AudioCall {
   public:
    explicit AudioCall(TaskRunner& runner) noexcept
        : runner_(runner.any_ && runner.enter_audio() ? &runner : nullptr) {}
    ~AudioCall() {
      if (runner_ != nullptr) runner_->audio_.store(kNoThread, std::memory_order_relaxed);
    }
    AudioCall(const AudioCall&) = delete;
    AudioCall& operator=(const AudioCall&) = delete;

   private:
    TaskRunner* runner_;
  };

 private:
  void wake(detail::Task::Thread thread) noexcept override;
  void log(LogLevel level, const std::string& text) override;
  [[nodiscard]] bool waits_for(detail::Task::Thread thread) const noexcept;
  void run_background_tasks() noexcept;
  /// Does one run of each task of `thread` that has one waiting; false if none had.
  bool run_each_once(detail::Task::Thread thread) noexcept;
  bool enter_audio() noexcept;

  static constexpr int kMostRounds = 64;

  TaskSet& set_;
  HostServices& services_;
  MainThread& main_;
  const void* const log_id_;
  bool any_;
  std::atomic<ThreadId> audio_{kNoThread};
  std::optional<DeferredThread> worker_;  ///< only where there are background tasks
};

}  // namespace attacca::core
