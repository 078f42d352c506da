// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>

#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/playback.hpp"

namespace attacca::validate {

/// Blocks after each other on a thread of their own, as fast as they go, while the main thread
/// acts. All members [main].
class RunningAudio {
 public:
  RunningAudio(AudioThread& audio, Playback& playback, std::uint32_t frames = 64);
  ~RunningAudio() { stop(); }
  RunningAudio(const RunningAudio&) = delete;
  RunningAudio& operator=(const RunningAudio&) = delete;

  /// Waits until this many more blocks have ended.
  void wait_for_blocks(std::uint64_t count) const;
  /// Waits for the end of the present block; no further one begins.
  void stop();
  /// stop(), and fails the check where a block was answered with an error or with samples that
  /// are no numbers. `meanwhile` names what the main thread did.
  void expect_good(CheckContext& context, std::string_view meanwhile);

  [[nodiscard]] std::uint64_t blocks() const noexcept {
    return blocks_.load(std::memory_order_acquire);
  }

 private:
  AudioThread& audio_;
  std::atomic<std::uint64_t> blocks_{0};
  std::atomic<bool> is_wanted_{true};
  std::uint64_t bad_blocks_ = 0;  // written by the audio thread, read when it has ended
  std::uint64_t first_bad_ = 0;
};

}  // namespace attacca::validate
