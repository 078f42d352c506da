// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cassert>
#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "attacca/rt/shared_queue.hpp"
#include "attacca/tasks/task_set.hpp"

namespace attacca::detail {

/// What tasks of both threads have in common: the work, and the arguments of the runs that wait.
template <Task::Thread on, typename... Args>
class QueuedTask : public Task {
  static_assert((std::is_nothrow_move_constructible_v<Args> && ...),
                "a task's argument must be movable without an exception");

 public:
  /// `work` is called with the arguments of run(). [main]
  template <std::invocable<Args...> Work>
  QueuedTask(TaskSet& set, Work work, const TaskOptions& options = {})
      : Task(on),
        set_(set),
        work_(std::move(work)),
        queue_(options.room),
        only_newest_(options.only_newest) {
    assert(!only_newest_ || (std::is_trivially_destructible_v<Args> && ...));
    set.add(*this);
  }
  /// `work` is a member function of the plugin. [main]
  template <std::derived_from<Plugin> P, typename... Params>
    requires std::invocable<void (P::*)(Params...), P&, Args...>
  QueuedTask(TaskSet& set, void (P::*work)(Params...), const TaskOptions& options = {})
      : QueuedTask(
            set,
            [plugin = &static_cast<P&>(set.plugin()), work](Args... args) {
              (plugin->*work)(std::move(args)...);
            },
            options) {}

  /// Asks for one run. Lock-free; on the audio thread nothing is allocated and no system call is
  /// made, if that holds for moving the arguments. [any]
  [[nodiscard]] Posted run(Args... args) noexcept {
    if (set_.is_ending()) return Posted::ended;
    Item item(std::move(args)...);
    bool taken = queue_.push(std::move(item));
    // Others may take the place that was made: then theirs is as new.
    for (int tries = 0; !taken && only_newest_ && tries < kTries; ++tries) {
      (void)queue_.pop();
      // NOLINTNEXTLINE(bugprone-use-after-move): what push() refuses stays as it was
      taken = queue_.push(std::move(item));
    }
    if (!taken) {
      refusals_.fetch_add(1, std::memory_order_relaxed);
      return Posted::no_room;
    }
    set_.wake(on);
    return Posted::waiting;
  }

  /// How many runs were refused so far for want of room. [any]
  [[nodiscard]] std::uint64_t overflows() const noexcept {
    return refusals_.load(std::memory_order_relaxed);
  }

  bool run_one() override {
    std::optional<Item> item = queue_.pop();
    if (!item) return false;
    if constexpr ((std::is_trivially_destructible_v<Args> && ...)) {
      while (only_newest_) {
        std::optional<Item> newer = queue_.pop();
        if (!newer) break;
        item.emplace(std::move(*newer));
      }
    }
    std::apply(work_, std::move(*item));
    return true;
  }
  [[nodiscard]] bool is_waiting() const noexcept override { return !queue_.empty(); }

 private:
  using Item = std::tuple<Args...>;
  static constexpr int kTries = 8;

  TaskSet& set_;
  std::function<void(Args...)> work_;
  rt::SharedQueue<Item> queue_;
  std::atomic<std::uint64_t> refusals_{0};
  bool only_newest_;
};

}  // namespace attacca::detail
