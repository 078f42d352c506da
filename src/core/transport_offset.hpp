// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cmath>
#include <cstdint>

#include "attacca/transport.hpp"

namespace attacca::core {

/// Moves the start of the bar along with the beats, for bars of one length.
inline void move_bar(Transport& transport) noexcept {
  if (!transport.bar_start_beats || !transport.time_signature) return;
  if (transport.time_signature->denominator == 0) return;
  const double bar =
      4.0 * transport.time_signature->numerator / transport.time_signature->denominator;
  const double bars = std::floor((*transport.position_beats - *transport.bar_start_beats) / bar);
  if (!(bars >= 1.0) || !(bars < 1e6)) return;
  *transport.bar_start_beats += bars * bar;
  if (transport.bar_number) *transport.bar_number += static_cast<std::int32_t>(bars);
}

/// The transport `frames` later (below 0: earlier), for a block that is split; loops are not
/// followed. [audio]
inline Transport moved_by(const Transport& transport, std::int64_t frames,
                          double sample_rate) noexcept {
  Transport moved = transport;
  if (frames == 0 || !transport.playing) return moved;
  const double seconds = static_cast<double>(frames) / sample_rate;
  if (moved.position_samples) *moved.position_samples += frames;
  if (moved.position_seconds) *moved.position_seconds += seconds;
  if (moved.position_beats && moved.tempo) {
    *moved.position_beats += seconds * *moved.tempo / 60.0;
    move_bar(moved);
  }
  return moved;
}

}  // namespace attacca::core
