// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/rendering.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace attacca::validate {

Rendering render(Playback& playback, std::size_t frames, std::span<const std::uint32_t> blocks) {
  Rendering rendering;
  for (std::size_t port = 0; port < playback.output_ports(); ++port) {
    rendering.resize(rendering.size() + playback.output_channels(port));
  }
  for (auto& channel : rendering) channel.reserve(frames);
  std::size_t next = 0;
  for (std::size_t done = 0; done < frames;) {
    const auto block = static_cast<std::uint32_t>(
        std::min<std::size_t>(blocks[next++ % blocks.size()], frames - done));
    (void)playback.run(block);
    std::size_t row = 0;
    for (std::size_t port = 0; port < playback.output_ports(); ++port) {
      for (std::size_t channel = 0; channel < playback.output_channels(port); ++channel) {
        const auto samples = playback.output(port, channel);
        rendering[row].insert(rendering[row].end(), samples.begin(), samples.end());
        ++row;
      }
    }
    done += block;
  }
  return rendering;
}

Rendering render(Playback& playback, std::size_t frames, std::uint32_t block) {
  return render(playback, frames, std::span<const std::uint32_t>(&block, 1));
}

SoundDifference difference(const Rendering& first, const Rendering& second, std::size_t from) {
  SoundDifference result;
  for (std::size_t channel = 0; channel < std::min(first.size(), second.size()); ++channel) {
    const std::size_t frames = std::min(first[channel].size(), second[channel].size());
    for (std::size_t frame = from; frame < frames; ++frame) {
      const float a = first[channel][frame];
      const float b = second[channel][frame];
      if (std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b)) continue;
      const double distance = std::abs(static_cast<double>(a) - static_cast<double>(b));
      const double size =
          std::isfinite(distance) ? distance : std::numeric_limits<double>::infinity();
      if (size > result.largest) result = {size, channel, frame, a, b};
    }
  }
  return result;
}

bool is_identical(const Rendering& first, const Rendering& second) {
  return std::equal(
      first.begin(), first.end(), second.begin(), second.end(),
      [](const std::vector<float>& a, const std::vector<float>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float one, float other) {
          return std::bit_cast<std::uint32_t>(one) == std::bit_cast<std::uint32_t>(other);
        });
      });
}

std::string to_text(const SoundDifference& difference) {
  return text_of(static_cast<double>(difference.second)) + " instead of " +
         text_of(static_cast<double>(difference.first)) + " at frame " +
         std::to_string(difference.frame) + " of channel " + std::to_string(difference.channel);
}

double peak_of(const Rendering& rendering, std::size_t from) {
  double peak = 0.0;
  for (const auto& channel : rendering) {
    for (std::size_t frame = from; frame < channel.size(); ++frame) {
      const double size = std::abs(static_cast<double>(channel[frame]));
      if (!std::isfinite(size)) return std::numeric_limits<double>::infinity();
      peak = std::max(peak, size);
    }
  }
  return peak;
}

}  // namespace attacca::validate
