// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>

#include "parlando/musician/task.hpp"

namespace parlando {

/// Tasks from some threads to one other, which takes all of them at once. Lock-free: a push is
/// tried again only when another one came in between; taking is one exchange. All members [any];
/// nothing is allocated.
class TaskList {
 public:
  TaskList() = default;
  TaskList(const TaskList&) = delete;
  TaskList& operator=(const TaskList&) = delete;
  ~TaskList() { free_all(take()); }

  /// Whether it was empty before.
  bool push(Task* task) noexcept {
    Task* head = head_.load(std::memory_order_relaxed);
    do {
      task->next = head;
    } while (!head_.compare_exchange_weak(head, task, std::memory_order_release,
                                          std::memory_order_relaxed));
    return head == nullptr;
  }
  /// All of them, the last one first, linked by `next`.
  [[nodiscard]] Task* take() noexcept {
    // Looking is cheaper than exchanging, and nearly always enough.
    if (head_.load(std::memory_order_relaxed) == nullptr) return nullptr;
    return head_.exchange(nullptr, std::memory_order_acquire);
  }

  /// The same, the other way round.
  [[nodiscard]] static Task* reversed(Task* list) noexcept {
    Task* back = nullptr;
    while (list != nullptr) {
      Task* const next = list->next;
      list->next = back;
      back = list;
      list = next;
    }
    return back;
  }
  /// Frees a list, and the trees of heaps whose roots are in it. [not audio]
  static void free_all(Task* list) noexcept {
    while (list != nullptr) {
      const std::unique_ptr<Task> task(list);
      list = task->next;
      for (Task* const child : {task->left, task->right}) {
        if (child == nullptr) continue;
        child->next = list;
        list = child;
      }
    }
  }

 private:
  std::atomic<Task*> head_{nullptr};
};

/// Tasks in the order in which they came, for one thread. It owns nothing. All members [any].
class TaskQueue {
 public:
  [[nodiscard]] Task* first() const noexcept { return first_; }
  void push(Task* task) noexcept {
    task->next = nullptr;
    (last_ == nullptr ? first_ : last_->next) = task;
    last_ = task;
  }
  /// Not of an empty one.
  Task* pop() noexcept {
    Task* const task = first_;
    first_ = task->next;
    if (first_ == nullptr) last_ = nullptr;
    return task;
  }

 private:
  Task* first_ = nullptr;
  Task* last_ = nullptr;
};

}  // namespace parlando
