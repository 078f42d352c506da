// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

namespace attacca::host {

/// What was done on the audio thread that takes unbounded time.
struct RealtimeOffences {
  std::atomic<std::uint64_t> allocations{0};
  std::atomic<std::uint64_t> frees{0};
  std::atomic<std::uint64_t> locks{0};
  std::atomic<std::uint64_t> sleeps{0};

  [[nodiscard]] std::uint64_t total() const noexcept {
    return allocations.load(std::memory_order_relaxed) + frees.load(std::memory_order_relaxed) +
           locks.load(std::memory_order_relaxed) + sleeps.load(std::memory_order_relaxed);
  }
};

/// While it lives, this thread's allocations, frees, mutex locks and sleeps are counted into
/// `counts`, provided that the program links `attacca_realtime_guard` and exports its symbols
/// (ENABLE_EXPORTS), so that the calls of plugins reach it. Scopes may nest. [audio] noexcept,
/// costs two thread-local writes.
class RealtimeScope {
 public:
  explicit RealtimeScope(RealtimeOffences& counts) noexcept;
  ~RealtimeScope();
  RealtimeScope(const RealtimeScope&) = delete;
  RealtimeScope& operator=(const RealtimeScope&) = delete;

 private:
  RealtimeOffences* outer_;
};

/// Whether this thread is inside a RealtimeScope. [any]
[[nodiscard]] bool in_realtime_scope() noexcept;

/// What this program can count: "everything", "allocations only" (under a sanitizer) or "nothing"
/// (guard not linked). [any]
enum class RealtimeGuardReach : std::uint8_t { nothing, allocations_only, everything };
[[nodiscard]] RealtimeGuardReach realtime_guard_reach() noexcept;

}  // namespace attacca::host
