// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/running_audio.hpp"

#include <string>
#include <thread>

namespace attacca::validate {

RunningAudio::RunningAudio(AudioThread& audio, Playback& playback, std::uint32_t frames)
    : audio_(audio) {
  audio_.start([this, &playback, frames] {
    while (is_wanted_.load(std::memory_order_acquire)) {
      const bool is_good =
          playback.run(frames) != host::ProcessStatus::error && playback.is_finite();
      if (!is_good && bad_blocks_++ == 0) first_bad_ = blocks_.load(std::memory_order_relaxed);
      blocks_.fetch_add(1, std::memory_order_release);
    }
  });
}

void RunningAudio::wait_for_blocks(std::uint64_t count) const {
  const std::uint64_t wanted = blocks() + count;
  while (blocks() < wanted) std::this_thread::yield();
}

void RunningAudio::stop() {
  is_wanted_.store(false, std::memory_order_release);
  audio_.wait();
}

void RunningAudio::expect_good(CheckContext& context, std::string_view meanwhile) {
  stop();
  context.expect(bad_blocks_ == 0,
                 std::to_string(bad_blocks_) + " of " + std::to_string(blocks()) +
                     " blocks, the first after " + std::to_string(first_bad_) +
                     ", were answered with an error or with NaN or infinity while " +
                     std::string(meanwhile));
}

}  // namespace attacca::validate
