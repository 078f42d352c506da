// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The peak since the last look, from the audio thread to a display:
//
//     attacca::rt::PeakMeter meter;
//     meter.record(std::abs(sample));   // the audio thread
//     const float peak = meter.take();  // a timer of the editor's
//
// Wait-free on both sides. No peak is missed, however short, and none is shown twice.

#include <atomic>

#include "attacca/rt/detail/sync.hpp"

namespace attacca::rt {

/// Carries the highest peak since the last look from the audio thread to one that displays it.
///
/// The promise: every recorded peak is covered by exactly one `take`, the first that follows it:
/// a peak of a single block is never missed and never shown twice. Both sides are wait-free.
///
/// One thread records (one audio thread per meter); several may take, and then share the peaks out
/// between them.
///
/// Why `record` is bounded without a loop: whoever takes only ever stores zero. So when the
/// compare-exchange fails (the strong one, which fails for no other reason), a take came between
/// and the meter now stands at zero; and it stays there until this, the only thread that raises it,
/// writes again. A plain store then overwrites nothing but zero. The peak is all that crosses, so
/// every order is relaxed; what each thread sees is ordered by the single modification order of
/// that one atomic.
template <typename Sync>
class BasicPeakMeter {
 public:
  BasicPeakMeter() = default;
  BasicPeakMeter(const BasicPeakMeter&) = delete;
  BasicPeakMeter& operator=(const BasicPeakMeter&) = delete;

  /// Raises the meter to `peak`, a linear magnitude of at least 0. Negative values and NaN are
  /// ignored. [one thread]
  void record(float peak) noexcept {
    float highest = highest_.load(std::memory_order_relaxed);
    if (!(peak > highest)) return;
    if (highest_.compare_exchange_strong(highest, peak, std::memory_order_relaxed)) return;
    highest_.store(peak, std::memory_order_relaxed);
  }

  /// The highest peak recorded since the last take, or 0; starts over from 0.
  /// [any]
  float take() noexcept { return highest_.exchange(0.0F, std::memory_order_relaxed); }

 private:
  typename Sync::template Atomic<float> highest_{0.0F};
  static_assert(Sync::template Atomic<float>::is_always_lock_free);
};

using PeakMeter = BasicPeakMeter<detail::StdSync>;

}  // namespace attacca::rt
