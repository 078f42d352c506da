// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Where the host's transport is, from ProcessContext::transport():
//
//     const attacca::Transport& transport = context.transport();
//     if (transport.playing && transport.position_beats) follow(*transport.position_beats);
//     if (const auto bars = transport.bars()) turn_wheel(*bars);  // said, or worked out
//
// Audio thread, plain data, for the first frame of the block. What the host does not say is absent
// in the fields; the functions work it out from the rest where that is possible.

#include <cstdint>
#include <optional>

namespace attacca {

/// Where the host's transport is at the first frame of a block. What the host does not say is
/// absent. Beats are quarter notes. All members [any].
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
  double sample_rate = 0.0;  ///< Hz, of the plugin; 0: not known

  // What the host says, or else what follows from what it says otherwise, as if tempo and time
  // signature had always been those of now.

  [[nodiscard]] std::optional<std::int64_t> samples() const noexcept;
  [[nodiscard]] std::optional<double> seconds() const noexcept;
  [[nodiscard]] std::optional<double> beats() const noexcept;
  [[nodiscard]] std::optional<double> bar_start() const noexcept;  ///< beats
  [[nodiscard]] std::optional<std::int32_t> bar() const noexcept;  ///< 0 = the first bar
  [[nodiscard]] std::optional<double> bars() const noexcept;       ///< 1.5: half of the second bar
  [[nodiscard]] std::optional<double> beats_per_bar() const noexcept;  ///< quarter notes
  /// The loop in samples, if there is one.
  struct SampleRange {
    std::int64_t start = 0;
    std::int64_t end = 0;
  };
  [[nodiscard]] std::optional<SampleRange> loop_samples() const noexcept;
};

}  // namespace attacca
