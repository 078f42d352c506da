// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Where the host's transport is, from ProcessContext::transport():
//
//     const attacca::Transport& transport = context.transport();
//     if (transport.playing && transport.position_beats) follow(*transport.position_beats);
//
// Audio thread, plain data, for the first frame of the block. What the host does not say is absent.

#include <cstdint>
#include <optional>

namespace attacca {

/// Where the host's transport is at the first frame of a block. What the host does not say is
/// absent. Beats are quarter notes.
struct Transport {
  struct TimeSignature {
    std::uint16_t numerator = 4;
    std::uint16_t denominator = 4;
  };
  struct BeatRange {
    double start = 0;
    double end = 0;
  };

  bool playing = false;
  bool recording = false;
  bool looping = false;
  std::optional<bool> preroll;
  std::optional<double> tempo;  ///< quarter notes per minute
  std::optional<TimeSignature> time_signature;
  std::optional<std::int64_t> position_samples;  ///< on the host's timeline
  std::optional<double> position_seconds;
  std::optional<double> position_beats;
  std::optional<double> bar_start_beats;
  std::optional<std::int32_t> bar_number;  ///< 0 = the first bar
  std::optional<BeatRange> loop_beats;
};

}  // namespace attacca
