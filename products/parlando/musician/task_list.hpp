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

}  // namespace parlando
