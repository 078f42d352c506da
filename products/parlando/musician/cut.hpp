// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

namespace parlando {

/// That something ends now, of what was sent up to some task: it waits behind nothing, takes no
/// memory however often it is asked for, and the last time counts for those before it.
class Cut {
 public:
  struct Asked {
    std::uint64_t order = 0;  ///< tasks up to this one are meant
    std::int32_t seq = 0;     ///< of the message, where it is to be reported; else 0
  };

  /// `order`: what was pushed last. [one thread, not audio]
  void ask(std::uint64_t order, std::int32_t seq = 0) noexcept {
    order_.store(order, std::memory_order_relaxed);
    seq_.store(seq, std::memory_order_relaxed);
    count_.fetch_add(1, std::memory_order_release);
  }
  /// What has been asked since the last time. Wait-free. [audio]
  [[nodiscard]] std::optional<Asked> take() noexcept {
    const std::uint32_t count = count_.load(std::memory_order_acquire);
    if (count == taken_) return std::nullopt;
    taken_ = count;
    return Asked{order_.load(std::memory_order_relaxed), seq_.load(std::memory_order_relaxed)};
  }

 private:
  std::atomic<std::uint64_t> order_{0};
  std::atomic<std::int32_t> seq_{0};
  std::atomic<std::uint32_t> count_{0};
  std::uint32_t taken_ = 0;  ///< [audio]
};

}  // namespace parlando
