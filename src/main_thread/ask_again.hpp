// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>

#include "attacca/rt/detail/sync.hpp"

namespace attacca::core {

/// Sees to it that after every request the question is asked once more, without a lock held while
/// it is: requests come from any thread, at once, and out of the answers too. Whoever comes while
/// somebody is asking leaves the request behind, and that one asks again before it stops.
/// `Sync` as in attacca/rt: tests/model walks through every interleaving of this very code.
template <typename Sync>
class BasicAskAgain {
 public:
  /// What is asked for, as a set of bits: 0 to 30.
  using Requests = std::uint32_t;

  /// Calls `ask_once(requests)` for `requests` and for what was left behind, until nothing is left.
  /// Never two calls at once. False if a host announced something new with every answer: what is
  /// left then must be asked later. `ask_once` must not throw. [not audio]
  template <typename AskOnce>
  [[nodiscard]] bool ask(Requests requests, AskOnce&& ask_once) noexcept {
    const Requests before = state_.fetch_or(requests | kBusy, std::memory_order_acq_rel);
    if ((before & kBusy) != 0) return true;
    for (int round = 0; round < kMostRounds; ++round) {
      const Requests left = state_.exchange(kBusy, std::memory_order_acq_rel) & ~kBusy;
      if (left != 0) ask_once(left);
      Requests nothing = kBusy;
      if (state_.compare_exchange_strong(nothing, 0, std::memory_order_acq_rel)) return true;
    }
    return (state_.fetch_and(~kBusy, std::memory_order_acq_rel) & ~kBusy) == 0;
  }

  /// Leaves `requests` for the next ask(). Wait-free. [any]
  void leave(Requests requests) noexcept { state_.fetch_or(requests, std::memory_order_acq_rel); }

  /// [any]
  [[nodiscard]] bool anything_left() const noexcept {
    return (state_.load(std::memory_order_acquire) & ~kBusy) != 0;
  }

 private:
  static constexpr Requests kBusy = 1u << 31;
  static constexpr int kMostRounds = 16;

  typename Sync::template Atomic<Requests> state_{0};
};

using AskAgain = BasicAskAgain<rt::detail::StdSync>;

}  // namespace attacca::core
