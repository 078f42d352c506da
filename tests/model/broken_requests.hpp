// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>

#include "main_thread/ask_again.hpp"
#include "main_thread/request.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model::broken {

/// A request that gives the sign first: who looks between the two steps has seen all there will be.
class SignFirst : public core::BasicRequest<ModelSync> {
 public:
  using core::BasicRequest<ModelSync>::want;
  void want(core::SignCount<ModelSync>& signs) noexcept {
    signs.add();
    want();
  }
};

/// A request that is stored, over that of another thread, so that nobody is known to have seen what
/// the other one wrote.
class StoredOver {
 public:
  void want() noexcept { wanted_.store(true, std::memory_order_release); }
  template <typename Work>
  [[nodiscard]] bool work_off(Work&& work) {
    if (wanted_.exchange(false, std::memory_order_acq_rel)) work();
    return true;
  }

 private:
  ModelAtomic<bool> wanted_{false};
};

/// A request that is taken back when the work is done, with what has been wanted meanwhile.
class TakenAfterwards {
 public:
  void want() noexcept { wanted_.store(true, std::memory_order_release); }
  template <typename Work>
  [[nodiscard]] bool work_off(Work&& work) {
    if (!wanted_.load(std::memory_order_acquire)) return true;
    work();
    wanted_.store(false, std::memory_order_release);
    return true;
  }

 private:
  ModelAtomic<bool> wanted_{false};
};

/// AskAgain that looks for what was left behind, and only then says that nobody is asking.
class LooksThenLeaves {
 public:
  using Requests = std::uint32_t;

  template <typename AskOnce>
  [[nodiscard]] bool ask(Requests requests, AskOnce&& ask_once) noexcept {
    const Requests before = state_.fetch_or(requests | kBusy, std::memory_order_acq_rel);
    if ((before & kBusy) != 0) return true;
    for (;;) {
      const Requests left = state_.exchange(kBusy, std::memory_order_acq_rel) & ~kBusy;
      if (left == 0) break;
      ask_once(left);
    }
    state_.store(0, std::memory_order_release);
    return true;
  }

 private:
  static constexpr Requests kBusy = 1u << 31;
  ModelAtomic<Requests> state_{0};
};

}  // namespace attacca::model::broken
