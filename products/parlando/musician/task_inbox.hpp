// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "parlando/musician/task.hpp"

namespace parlando {

/// Tasks from one thread to the audio thread, in their order and without a bound: a list of arrays.
/// Both ends are wait-free. What the audio thread leaves is freed by the other one.
class TaskInbox {
 public:
  TaskInbox() : first_(new Part), last_(first_) {}
  TaskInbox(const TaskInbox&) = delete;
  TaskInbox& operator=(const TaskInbox&) = delete;
  /// Frees what is still in it. [not audio]
  ~TaskInbox() {
    see();
    while (Task* const task = pop()) delete task;
    free_spent();
    delete first_;
  }

  // The sender's. [not audio]

  /// Gives the task its order: the first one's is 1. Throws bad_alloc.
  void push(std::unique_ptr<Task> task) {
    if (filled_ == kTasks) {
      last_->next = new Part;
      last_ = last_->next;
      filled_ = 0;
    }
    const std::uint64_t order = last_order() + 1;
    task->order = order;
    last_->tasks[filled_++] = task.release();
    last_order_.store(order, std::memory_order_release);
  }
  /// Of the task that was pushed last; 0: none.
  [[nodiscard]] std::uint64_t last_order() const noexcept {
    return last_order_.load(std::memory_order_relaxed);
  }
  void free_spent() noexcept {
    Part* part = spent_.exchange(nullptr, std::memory_order_acquire);
    while (part != nullptr) {
      const std::unique_ptr<Part> owned(part);
      part = part->next_spent;
      for (std::size_t i = owned->unread; i < kTasks; ++i) delete owned->tasks[i];
    }
  }

  // The audio thread's. [audio]

  /// What has been pushed up to now is there for pop().
  void see() noexcept { end_ = last_order_.load(std::memory_order_acquire); }
  /// The oldest task; null: none is left of those that were seen.
  [[nodiscard]] Task* pop() noexcept {
    if (order_ == end_) return nullptr;
    if (read_ == kTasks) advance();
    ++order_;
    return first_->tasks[read_++];
  }
  /// Leaves all up to that order; whole arrays are not even looked at. `give` gets the rest, less
  /// than two arrays. Returns how many tasks there were.
  template <typename Give>
  std::uint32_t skip_to(std::uint64_t order, Give&& give) noexcept {
    const std::uint64_t before = order_;
    const std::uint64_t target = std::min(order, end_);
    while (order_ < target) {
      if (read_ == kTasks) advance();
      const std::size_t left = kTasks - read_;
      if (order_ + left <= target && order_ + left < end_) {
        order_ += left;
        first_->unread = std::exchange(read_, kTasks);
        continue;
      }
      ++order_;
      give(first_->tasks[read_++]);
    }
    return static_cast<std::uint32_t>(order_ - before);
  }

 private:
  static constexpr std::size_t kTasks = 128;

  struct Part {
    std::array<Task*, kTasks> tasks{};
    Part* next = nullptr;
    std::size_t unread = kTasks;  ///< from here on the tasks are the sender's again
    Part* next_spent = nullptr;
  };

  /// Not at the last one.
  void advance() noexcept {
    Part* const part = first_;
    first_ = part->next;
    read_ = 0;
    Part* head = spent_.load(std::memory_order_relaxed);
    do {
      part->next_spent = head;
    } while (!spent_.compare_exchange_weak(head, part, std::memory_order_release,
                                           std::memory_order_relaxed));
  }

  // [audio]
  Part* first_;
  std::size_t read_ = 0;     ///< of first_
  std::uint64_t order_ = 0;  ///< of what was taken last
  std::uint64_t end_ = 0;    ///< what has been seen

  // Shared.
  std::atomic<std::uint64_t> last_order_{0};
  std::atomic<Part*> spent_{nullptr};

  // [not audio]
  Part* last_;
  std::size_t filled_ = 0;
};

}  // namespace parlando
