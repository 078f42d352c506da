// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "parlando/musician/task.hpp"

namespace parlando {

/// What was sent first.
struct EarlierSent {
  [[nodiscard]] static bool is_earlier(const Task& a, const Task& b) noexcept {
    return a.order < b.order;
  }
};
/// What is due first; of what is due together, what was sent first.
struct EarlierTime {
  [[nodiscard]] static bool is_earlier(const Task& a, const Task& b) noexcept {
    return a.due_ns != b.due_ns ? a.due_ns < b.due_ns : a.order < b.order;
  }
};
struct EarlierBeat {
  [[nodiscard]] static bool is_earlier(const Task& a, const Task& b) noexcept {
    return a.beat != b.beat ? a.beat < b.beat : a.order < b.order;
  }
};

/// What the transport has gone by last.
struct LaterBeat {
  [[nodiscard]] static bool is_earlier(const Task& a, const Task& b) noexcept {
    return a.beat > b.beat;
  }
};

/// What waits, the earliest first: a leftist heap made of the tasks themselves. push() and pop()
/// take O(log n) steps at worst. Source: C. A. Crane
/// (1972), in D. E. Knuth, "The Art of Computer Programming" 3, 5.2.3. All members [audio]; nothing
/// is allocated.
template <typename Order>
class TaskHeap {
 public:
  [[nodiscard]] Task* top() const noexcept { return root_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  void push(Task* task) noexcept {
    task->left = task->right = nullptr;
    task->rank = 1;
    root_ = merged(root_, task);
    ++size_;
  }
  /// Not of an empty heap.
  Task* pop() noexcept {
    Task* const first = root_;
    root_ = merged(first->left, first->right);
    first->left = first->right = nullptr;
    --size_;
    return first;
  }
  /// All of it, as a tree of `left` and `right`; the heap is empty then.
  [[nodiscard]] Task* release() noexcept {
    size_ = 0;
    return std::exchange(root_, nullptr);
  }

 private:
  [[nodiscard]] static std::uint32_t rank_of(const Task* task) noexcept {
    return task == nullptr ? 0 : task->rank;
  }
  /// Down both right spines, and back up: a spine of rank r has at least 2^r - 1 tasks above it.
  [[nodiscard]] static Task* merged(Task* a, Task* b) noexcept {
    std::array<Task*, 128> path;
    std::size_t length = 0;
    while (a != nullptr && b != nullptr) {
      if (Order::is_earlier(*b, *a)) std::swap(a, b);
      path[length++] = a;
      a = a->right;
    }
    Task* root = a != nullptr ? a : b;
    while (length > 0) {
      Task* const above = path[--length];
      above->right = root;
      if (rank_of(above->left) < rank_of(above->right)) std::swap(above->left, above->right);
      above->rank = rank_of(above->right) + 1;
      root = above;
    }
    return root;
  }

  Task* root_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace parlando
