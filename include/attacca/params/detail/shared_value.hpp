// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "attacca/rt/detail/sync.hpp"

namespace attacca::detail {

/// The newest value of one parameter, as three kinds of writers left it and as everybody reads it.
///
/// Each writer has a record of its own, so that none can overwrite a newer value of another's; the
/// record with the highest ticket is the newest. core::ValueExchange gives the tickets out. `Sync`
/// is a template argument for the tests alone, as in attacca/rt.
template <typename Sync = rt::detail::StdSync>
struct SharedValue {
  template <typename T>
  using Atomic = typename Sync::template Atomic<T>;

  struct Record {
    Atomic<double> value{0.0};
    Atomic<std::uint64_t> ticket{0};

    /// The value first: whoever sees the ticket sees the value too.
    void write(double to, std::uint64_t at) noexcept {
      value.store(to, std::memory_order_relaxed);
      ticket.store(at, std::memory_order_release);
    }
  };

  /// Before anybody else looks: every record holds `value`.
  void start_at(double value) noexcept {
    main.value.store(value, std::memory_order_relaxed);
    audio.value.store(value, std::memory_order_relaxed);
    noted.value.store(value, std::memory_order_relaxed);
  }

  /// [any]
  [[nodiscard]] double newest() const noexcept {
    const std::uint64_t main_at = main.ticket.load(std::memory_order_acquire);
    const std::uint64_t audio_at = audio.ticket.load(std::memory_order_acquire);
    const std::uint64_t noted_at = noted.ticket.load(std::memory_order_acquire);
    const Record* record = main_at > audio_at ? &main : &audio;
    if (noted_at > (main_at > audio_at ? main_at : audio_at)) record = &noted;
    return record->value.load(std::memory_order_relaxed);
  }

  Record main;   ///< edits and states
  Record audio;  ///< what the audio thread works with
  Record noted;  ///< from outside a callback, on its way to the next one
};

}  // namespace attacca::detail
