// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/block.hpp"

namespace attacca::core {

/// A bit for each of the first 64 channels (channels × frames samples of `sample_bytes`: float or
/// double) that holds nothing but +0, for hosts that let plugins sleep. Found by looking, so that
/// it is true whatever the plugin says; sound ends the look at its first, middle or last sample.
/// Channels without memory, and blocks without frames, have no bit. [audio]
[[nodiscard]] inline std::uint64_t silent_channels(const PortBuffers& port, std::uint32_t frames,
                                                   std::size_t sample_bytes) noexcept {
  if (frames == 0) return 0;
  std::uint64_t mask = 0;
  const std::uint32_t channels = std::min<std::uint32_t>(port.channel_count(), 64);
  for (std::uint32_t c = 0; c < channels; ++c) {
    const std::byte* const samples = port.channel(c);
    // Of a double the half with sign and exponent: the other one is often zero.
    const auto is_zero = [samples, sample_bytes](std::size_t frame) {
      std::uint32_t bits;
      static_assert(std::endian::native == std::endian::little);
      std::memcpy(&bits, samples + (frame + 1) * sample_bytes - sizeof bits, sizeof bits);
      return bits == 0;
    };
    if (samples == nullptr || !is_zero(0)) continue;
    if (!is_zero(frames - 1) || !is_zero(frames / 2)) continue;
    // Each byte is what its neighbour is: the library compares whole vectors and stops at a
    // difference. A negative zero only costs the mark.
    if (samples[0] == std::byte{0} &&
        std::memcmp(samples, samples + 1, frames * sample_bytes - 1) == 0) {
      mask |= std::uint64_t{1} << c;
    }
  }
  return mask;
}

}  // namespace attacca::core
