// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/task_runner.hpp"

#include <algorithm>

#include "attacca/log.hpp"
#include "base/guarded.hpp"
#include "base/log.hpp"

namespace attacca::core {

using Thread = detail::Task::Thread;

TaskRunner::TaskRunner(TaskSet& set, HostServices& services, const void* log_id)
    : set_(set),
      services_(services),
      main_(services.main_thread()),
      log_id_(log_id),
      any_(!set.all().empty()) {
  for (const detail::Task* task : set.all()) {
    if (task->thread() == Thread::background && !worker_) {
      worker_.emplace([this] { run_background_tasks(); }, DeferredThread::Work::background);
    }
  }
  set_.host_.store(this, std::memory_order_release);
  if (waits_for(Thread::background)) wake(Thread::background);
}

void TaskRunner::close() noexcept {
  set_.ending_.store(true, std::memory_order_release);
  if (worker_) worker_->close();
}

void TaskRunner::set_active(bool active) noexcept {
  // Of the plugin's constructor, when there was no way to the main thread yet.
  if (active && waits_for(Thread::main)) wake(Thread::main);
  if (!worker_) return;
  worker_->set_active(active);
  // The last block's wishes: nobody looks any more.
  if (!active && waits_for(Thread::background)) worker_->wake();
}

bool TaskRunner::enter_audio() noexcept {
  DeferredCall::block_began();
  // A host that calls from two threads at once gets one of them into the plugin.
  ThreadId nobody = kNoThread;
  return audio_.compare_exchange_strong(nobody, this_thread_id(), std::memory_order_relaxed);
}

void TaskRunner::wake(Thread thread) noexcept {
  const bool on_audio = audio_.load(std::memory_order_relaxed) == this_thread_id();
  if (thread == Thread::main) {
    on_audio ? main_.want_from_audio() : main_.want();
  } else if (worker_) {
    on_audio ? worker_->note() : worker_->wake();
  }
}

void TaskRunner::log(LogLevel level, const std::string& text) {
  static constexpr const char* kNames[] = {"debug", "info", "warning", "error"};
  log_event(
      log_id_, "plugin",
      {{"level", json_text(kNames[static_cast<std::size_t>(level)])}, {"text", json_text(text)}});
  services_.log(level, text);
}

bool TaskRunner::waits_for(Thread thread) const noexcept {
  return std::ranges::any_of(set_.all(), [thread](const detail::Task* task) {
    return task->thread() == thread && task->is_waiting();
  });
}

/// One round: then it is the other instances' turn.
void TaskRunner::run_background_tasks() noexcept {
  run_each_once(Thread::background);
  if (!set_.is_ending() && waits_for(Thread::background)) worker_->wake();
}

void TaskRunner::run_main_tasks() noexcept {
  if (!any_) return;
  // The main thread is the host's: who asks without end is not answered in one go.
  for (int round = 0; round < kMostRounds && run_each_once(Thread::main); ++round) {
  }
  if (!set_.is_ending() && waits_for(Thread::main)) main_.want_later();
}

bool TaskRunner::run_each_once(Thread thread) noexcept {
  bool did = false;
  for (detail::Task* const task : set_.all()) {
    if (task->thread() != thread || set_.is_ending()) continue;
    guarded(log_id_, thread == Thread::main ? "main_thread_task" : "background_task",
            [&] { did = task->run_one() || did; });
  }
  return did;
}

}  // namespace attacca::core
