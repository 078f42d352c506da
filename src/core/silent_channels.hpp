// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/block.hpp"

namespace attacca::core {

/// A bit for each of the first 64 channels (channels × frames samples) that holds nothing but +0,
/// for hosts that let plugins sleep. Found by looking, so that it is true whatever the plugin says;
/// sound ends the look at its first, middle or last sample. Channels without memory, and blocks
/// without frames, have no bit. [audio]
[[nodiscard]] inline std::uint64_t silent_channels(const PortBuffers& port,
                                                   std::uint32_t frames) noexcept {
  if (port.channels == nullptr || frames == 0) return 0;
  std::uint64_t mask = 0;
  const std::uint32_t channels = std::min<std::uint32_t>(port.channel_count, 64);
  for (std::uint32_t c = 0; c < channels; ++c) {
    const float* const samples = port.channels[c];
    if (samples == nullptr || samples[0] != 0.0f) continue;
    if (samples[frames - 1] != 0.0f || samples[frames / 2] != 0.0f) continue;
    // Each is what its neighbour is: the library compares whole vectors and stops at a difference.
    // By bytes on purpose: a negative zero only costs the mark.
    // NOLINTBEGIN(bugprone-suspicious-memory-comparison)
    constexpr float kZero = 0.0f;
    if (std::memcmp(samples, &kZero, sizeof kZero) == 0 &&
        std::memcmp(samples, samples + 1, (frames - 1) * sizeof(float)) == 0) {
      mask |= std::uint64_t{1} << c;
    }
    // NOLINTEND(bugprone-suspicious-memory-comparison)
  }
  return mask;
}

}  // namespace attacca::core
