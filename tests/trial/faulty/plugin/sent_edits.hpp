// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>

namespace attacca::faulty {

/// The values that the editor told the host of and that the host has not handed back yet. One
/// thread adds, one takes.
class SentEdits {
 public:
  void add(double value) noexcept {  ///< [main]
    const std::size_t end = end_.load(std::memory_order_relaxed);
    values_[end % values_.size()].store(value, std::memory_order_relaxed);
    end_.store(end + 1, std::memory_order_release);
  }
  /// Whether `value` is one that comes back; what was sent before it is not awaited any longer.
  /// [audio]
  bool take_back(double value) noexcept {
    const std::size_t end = end_.load(std::memory_order_acquire);
    if (end - begin_ > values_.size()) begin_ = end - values_.size();
    for (std::size_t i = begin_; i < end; ++i) {
      if (values_[i % values_.size()].load(std::memory_order_relaxed) != value) continue;
      begin_ = i + 1;
      return true;
    }
    return false;
  }

 private:
  std::array<std::atomic<double>, 256> values_{};
  std::atomic<std::size_t> end_{0};
  std::size_t begin_ = 0;  ///< audio thread only
};

}  // namespace attacca::faulty
