// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>

#include "attacca/rt/detail/sync.hpp"

namespace attacca::core {

/// How many signs the audio threads have given: who has seen as many has nothing to look for.
/// `Sync` as in attacca/rt: tests/model walks through every interleaving of this very code.
template <typename Sync>
class SignCount {
 public:
  /// [audio]
  void add() noexcept { count_.fetch_add(1, std::memory_order_release); }
  /// [any]
  [[nodiscard]] std::uint32_t get() const noexcept {
    return count_.load(std::memory_order_acquire);
  }

 private:
  typename Sync::template Atomic<std::uint32_t> count_{0};
};

/// A request to do something, any number of which come to one. Whoever does it takes the request
/// first, so that what is wanted meanwhile is done once more: what was written before a request is
/// seen by the work that answers it, or by work after that.
template <typename Sync>
class BasicRequest {
 public:
  /// [any]
  void want() noexcept {
    // An exchange, not a store, which would hide what others wrote before they wanted the same.
    wanted_.exchange(true, std::memory_order_release);
  }
  /// The same with a sign for those who look at `signs` alone. The request comes first: who has
  /// seen the sign must find it, as there is no other. [audio]
  void want(SignCount<Sync>& signs) noexcept {
    want();
    signs.add();
  }
  /// True if it was wanted; the caller does it now. [not audio]
  [[nodiscard]] bool take() noexcept { return wanted_.exchange(false, std::memory_order_acq_rel); }
  /// [any]
  [[nodiscard]] bool is_wanted() const noexcept { return wanted_.load(std::memory_order_acquire); }

  /// Does `work` while it is wanted, twice at most, so that nobody is kept at it for ever. False
  /// if it is wanted still: somebody must come again. [not audio]
  template <typename Work>
  [[nodiscard]] bool work_off(Work&& work) {
    for (int round = 0; round < 2; ++round) {
      if (!take()) return true;
      work();
    }
    return !is_wanted();
  }

 private:
  typename Sync::template Atomic<bool> wanted_{false};
};

using Request = BasicRequest<rt::detail::StdSync>;

}  // namespace attacca::core
