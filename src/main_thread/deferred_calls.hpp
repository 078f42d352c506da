// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "main_thread/request.hpp"

namespace attacca::core {

/// One request to be called, by whoever serves the list that it is in. Requests coalesce.
class DeferredCall {
 public:
  /// `callback` must not throw.
  explicit DeferredCall(std::function<void()> callback) : callback_(std::move(callback)) {}
  DeferredCall(const DeferredCall&) = delete;
  DeferredCall& operator=(const DeferredCall&) = delete;

  /// [not audio]
  void want() noexcept { request_.want(); }
  /// Also wait-free; makes every server of this binary look, see notes(). [audio]
  void note() noexcept { request_.want(notes_); }
  [[nodiscard]] bool wanted() const noexcept { return request_.is_wanted(); }

  /// How many notes the audio threads of this binary have made; a server that has seen as many has
  /// nothing to look for. [any]
  [[nodiscard]] static std::uint32_t notes() noexcept { return notes_.get(); }

  /// A block begins: notes may come. One load in nearly every block. [audio]
  static void block_began() noexcept {
    if (!blocks_.load(std::memory_order_relaxed)) blocks_.store(true, std::memory_order_relaxed);
  }
  /// Whether a block has begun since somebody asked last. [any]
  [[nodiscard]] static bool take_blocks() noexcept {
    return blocks_.exchange(false, std::memory_order_relaxed);
  }

 private:
  friend class DeferredCalls;

  static inline SignCount<rt::detail::StdSync> notes_;
  static inline std::atomic<bool> blocks_{false};

  std::function<void()> callback_;
  Request request_;
};

/// How often to look for notes: every 20 ms while blocks come, once a second while none do.
class LookingPace {
 public:
  [[nodiscard]] std::chrono::milliseconds interval() const noexcept { return interval_; }
  /// After each look.
  void looked(bool blocks_came) noexcept {
    if (blocks_came) return expect_blocks();
    // Other servers take the sign too, so that it may be missing once.
    if (++silent_ >= kSilentLooks) interval_ = kSlow;
  }
  /// Blocks are about to come.
  void expect_blocks() noexcept {
    interval_ = kFast;
    silent_ = 0;
  }
  /// Until blocks are seen.
  void expect_nothing() noexcept { interval_ = kSlow; }

  static constexpr std::chrono::milliseconds kFast{20};
  static constexpr std::chrono::milliseconds kSlow{1000};

 private:
  static constexpr int kSilentLooks = 5;
  std::chrono::milliseconds interval_ = kSlow;
  int silent_ = 0;
};

/// The calls that one server, a thread of ours or a run loop of the host's, makes one after the
/// other. [not audio]
class DeferredCalls {
 public:
  /// Does nothing for one that is listed.
  void add(DeferredCall& call);
  /// False if it was not listed. A callback that is running goes on.
  bool remove(DeferredCall& call) noexcept;
  [[nodiscard]] bool contains(const DeferredCall& call) const noexcept;
  [[nodiscard]] bool empty() const noexcept;

  /// Waits for a callback of `call` that is running on another thread. That one may still use it.
  void wait_for(const DeferredCall& call) noexcept;

  /// Calls everybody who is listed and wants to be called.
  void serve();

 private:
  struct Running {
    const DeferredCall* call;
    std::thread::id thread;
  };
  using Lock = std::unique_lock<std::mutex>;
  void serve(Lock& lock, DeferredCall& call);

  mutable std::mutex mutex_;
  std::condition_variable finished_;
  std::vector<DeferredCall*> calls_;
  std::vector<Running> running_;
};

}  // namespace attacca::core
