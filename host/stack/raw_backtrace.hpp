// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace attacca::host {

/// Where a thread was: addresses of instructions in the process that it belongs to, the innermost
/// first. Trivially copyable, so that it can be written on the audio thread, in a signal handler
/// and into shared memory; `Symbolizer` turns it into names.
struct RawBacktrace {
  static constexpr std::size_t kCapacity = 32;

  /// An address within the calling instruction (the return address less one), so that it belongs to
  /// the line of the call; the exact one where a signal interrupted.
  std::array<std::uint64_t, kCapacity> addresses{};
  std::uint32_t size = 0;
  std::uint32_t is_cut = 0;  ///< 1: there were more than kCapacity frames.

  [[nodiscard]] std::span<const std::uint64_t> frames() const noexcept {
    return {addresses.data(), size};
  }
};

/// Fills in this thread's stack, beginning at the frame with the address `from`, so that the
/// functions which catch and record do not show; where there is no such frame among the first 16,
/// or `from` is 0, beginning with the caller. The real-time guard's functions are left out. No
/// allocation and no lock once `prime_backtraces()` has been called. It writes into `out` step by
/// step: if the stack is damaged and unwinding crashes, what was found so far is there. Safe
/// in a signal handler. [any]
void capture_backtrace(RawBacktrace& out, std::uint64_t from = 0) noexcept;

/// Lets the unwinder do what it does once in a process. [main] Cheap to repeat.
void prime_backtraces() noexcept;

}  // namespace attacca::host
