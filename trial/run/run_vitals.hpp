// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace attacca::trial {

/// What a run does just now, in memory that the process which watches over it can read, also after
/// a plugin has brought the run down.
struct RunVitals {
  enum class Phase : std::uint32_t {
    loading,
    opening_editor,
    closing_editor,
    starting,
    playing,
    track_update,  ///< sending a change of the track
    saving_state,
    loading_state,
    taking_screenshot,
    stopping,
    idle,  ///< The engine is stopped and nothing changes.
    closing,
    audio_stalled,  ///< The audio thread has not come back from a callback for kPatience.
    done,
  };
  static constexpr std::uint32_t kNoPlugin = UINT32_MAX;

  std::atomic<Phase> phase{Phase::loading};
  std::atomic<std::uint32_t> plugin{kNoPlugin};  ///< Which one it is about, counted from 0.
  std::atomic<std::uint64_t> beats{0};           ///< Grows while the main thread is alive.

  /// What it waits for when it does not come back, where more than the phase is known; ends with 0.
  std::array<char, 200> detail{};

  /// Once, by the thread that knows that nothing goes on. Cut to what fits.
  void explain(std::string_view text) noexcept {
    detail[text.copy(detail.data(), detail.size() - 1)] = '\0';
  }

  void enter(Phase now, std::uint32_t which = kNoPlugin) noexcept {
    plugin = which;
    phase = now;
    ++beats;
  }
};

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

}  // namespace attacca::trial
