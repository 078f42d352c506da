// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// What the busy plugin does, with the framework and without: 16 levels and the notes that are held
// make a factor for the sound, from the very frame on at which one of them changes. So little work
// that what brings the events is most of the time.
namespace busy {

constexpr std::size_t kLevels = 16;
constexpr std::uint32_t kChannels = 2;

struct Held {
  std::array<float, 128> velocities = {};
  float sum = 0.0f;

  void begin(std::size_t key, float velocity) noexcept {
    sum += velocity - velocities[key];
    velocities[key] = velocity;
  }
  void end(std::size_t key) noexcept { begin(key, 0.0f); }
};

template <typename Levels>
float factor_of(const Levels& level, const Held& held) noexcept {
  // Four sums side by side: one alone would be waited for, sixteen additions long.
  std::array<float, 4> sums = {};
  for (std::size_t i = 0; i < kLevels; i += sums.size()) {
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += level(i + k);
  }
  const float sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  return sum / static_cast<float>(kLevels) + 0.01f * held.sum;
}

/// The whole plugin, for those who write the rest by hand.
struct Sound {
  std::array<float, kLevels> levels;
  Held held;

  Sound() noexcept { levels.fill(0.5f); }
  void process(const float* const* in, float* const* out, std::uint32_t from,
               std::uint32_t to) const noexcept {
    const float factor = factor_of([this](std::size_t i) { return levels[i]; }, held);
    for (std::uint32_t channel = 0; channel < kChannels; ++channel) {
      for (std::uint32_t i = from; i < to; ++i) out[channel][i] = in[channel][i] * factor;
    }
  }
};

}  // namespace busy
