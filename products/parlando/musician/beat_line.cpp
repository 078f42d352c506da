// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/musician/beat_line.hpp"

#include <algorithm>
#include <cmath>

namespace parlando {
namespace {

/// Where a host says it is may be off so far from where tempo and length of the last block have
/// led, without having been moved: tempo ramps are not told within a block.
constexpr double kSameBeats = 0.02;
/// Of a frame: what rounding may cost.
constexpr double kSlack = 1e-4;

}  // namespace

std::int64_t BeatLine::Stretch::frame_of(double beat) const noexcept {
  const double frames = std::ceil((beat - begin_beat) / beats_per_frame - kSlack);
  // Beyond any block, and what a whole number holds.
  return begin_frame + static_cast<std::int64_t>(std::clamp(frames, 0.0, 1e15));
}

void BeatLine::begin_block(const attacca::Transport& transport, std::uint32_t frames,
                           double sample_rate) noexcept {
  const auto beat = transport.playing ? transport.beats() : std::nullopt;
  const bool rolls = beat && std::isfinite(*beat) && transport.tempo && *transport.tempo > 0;
  has_stopped_ = rolled_ && !rolls;
  Stretch whole{.end_frame = frames};
  size_ = 1;
  if (!rolls) {
    rolled_ = false;
    stretches_[0] = whole;
    return;
  }
  whole.begin_beat = *beat;
  whole.beats_per_frame = *transport.tempo / 60.0 / sample_rate;
  whole.begins_elsewhere = !rolled_ || std::abs(*beat - next_beat_) > kSameBeats;
  rolled_ = true;
  next_beat_ = whole.end_beat();
  stretches_[0] = whole;
  if (!transport.looping || !transport.loop_beats) return;
  const auto [loop_begin, loop_end] = *transport.loop_beats;
  if (!(loop_begin < loop_end) || !(whole.begin_beat < loop_end)) return;
  const std::int64_t over = whole.frame_of(loop_end);
  if (over <= 0 || over >= frames) return;
  // The host is expected to be back at the loop's beginning there.
  const auto cut = static_cast<std::uint32_t>(over);
  stretches_[0].end_frame = cut;
  stretches_[1] = whole;
  stretches_[1].begin_frame = cut;
  stretches_[1].begin_beat = loop_begin + (stretches_[0].end_beat() - loop_end);
  stretches_[1].begins_elsewhere = true;
  size_ = 2;
  next_beat_ = stretches_[1].end_beat();
}

}  // namespace parlando
