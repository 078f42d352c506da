// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "trial/validate/number_text.hpp"
#include "trial/validate/playback.hpp"

namespace attacca::validate {

/// What came out over many blocks: the channels of all output ports, one after the other.
using Rendering = std::vector<std::vector<float>>;

/// Plays `frames` frames in blocks of these sizes, over and over; the last one may be shorter.
/// [audio]
[[nodiscard]] Rendering render(Playback& playback, std::size_t frames,
                               std::span<const std::uint32_t> blocks);
[[nodiscard]] Rendering render(Playback& playback, std::size_t frames, std::uint32_t block = 512);

/// Where two renderings of the same length differ most. [any]
struct SoundDifference {
  double largest = 0.0;  ///< Absolute; infinite where only one is finite.
  std::size_t channel = 0;
  std::size_t frame = 0;
  float first = 0.0f;
  float second = 0.0f;
};
/// The frames before `from` are left out.
[[nodiscard]] SoundDifference difference(const Rendering& first, const Rendering& second,
                                         std::size_t from = 0);
/// Whether every sample has the same bits; two NaN with the same bits are the same.
[[nodiscard]] bool is_identical(const Rendering& first, const Rendering& second);
/// "0.25 instead of 0.5 at frame 7 of channel 0". [any]
[[nodiscard]] std::string to_text(const SoundDifference& difference);

/// The largest magnitude from frame `from` on; infinite when something is not finite. [any]
[[nodiscard]] double peak_of(const Rendering& rendering, std::size_t from = 0);

}  // namespace attacca::validate
