// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace attacca::host {

/// Holds sound back for a number of frames, which begin with silence.
class DelayLine {
 public:
  DelayLine() = default;
  /// Allocates. [main]
  DelayLine(std::size_t channels, std::uint32_t frames)
      : frames_(frames), kept_(channels, std::vector<float>(frames)) {}

  /// Replaces `frames` of each channel by what came so much earlier. [audio]
  void play(std::span<float* const> channels, std::uint32_t frames) noexcept {
    if (frames_ == 0) return;
    for (std::size_t i = 0; i < std::min(channels.size(), kept_.size()); ++i) {
      std::uint32_t at = at_;
      for (std::uint32_t frame = 0; frame < frames; ++frame) {
        std::swap(kept_[i][at], channels[i][frame]);
        if (++at == frames_) at = 0;
      }
    }
    at_ = (at_ + frames) % frames_;
  }

 private:
  std::uint32_t frames_ = 0;
  std::uint32_t at_ = 0;
  std::vector<std::vector<float>> kept_;
};

}  // namespace attacca::host
