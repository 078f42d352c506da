// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "attacca/rt/detail/sync.hpp"

namespace attacca::core {

/// Indexes that somebody has to look at. Any thread marks, one at a time takes; neither waits.
/// Taking costs what is marked, and a look at one word for each 64 indexes; a set without marks
/// costs one load. `Sync` as in attacca/rt.
template <typename Sync = rt::detail::StdSync>
class MarkSet {
 public:
  /// For the indexes 0..size(). [main]
  explicit MarkSet(std::size_t size)
      : count_((size + 63) / 64), words_(std::make_unique<Word[]>(count_)) {}

  /// What was written before is seen by whoever takes the mark. [any]
  void mark(std::size_t index) noexcept {
    words_[index / 64].fetch_or(std::uint64_t{1} << (index % 64), std::memory_order_release);
    // An exchange, not a store, which would hide the marks of others in other words.
    any_.exchange(true, std::memory_order_release);
  }

  [[nodiscard]] bool any() const noexcept { return any_.load(std::memory_order_relaxed); }

  /// Takes all marks away, and calls `each` with every index that had one, in order. [any]
  template <typename Each>
  void take(Each&& each) noexcept {
    any_.exchange(false, std::memory_order_acq_rel);
    for (std::size_t word = 0; word < count_; ++word) {
      if (words_[word].load(std::memory_order_relaxed) == 0) continue;
      std::uint64_t marks = words_[word].exchange(0, std::memory_order_acq_rel);
      for (; marks != 0; marks &= marks - 1) {
        each(64 * word + static_cast<std::size_t>(std::countr_zero(marks)));
      }
    }
  }

 private:
  using Word = typename Sync::template Atomic<std::uint64_t>;

  std::size_t count_;
  std::unique_ptr<Word[]> words_;
  typename Sync::template Atomic<bool> any_{false};
};

}  // namespace attacca::core
