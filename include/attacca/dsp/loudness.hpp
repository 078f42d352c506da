// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How loud a programme is, in LUFS:
//
//     loudness_.prepare(config.sample_rate);                     // initialize()
//     loudness_.add(std::array{left, right});                    // process(), of spans
//     newest_.writer().publish(loudness_.levels());              // rt/triple_buffer.hpp
//
// One thread at a time. prepare() computes filters; add() is made for process(): bounded, no
// allocation. Rec. ITU-R BS.1770-4; momentary, short term and integrated as EBU Tech 3341 has them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace attacca::dsp {

/// In LUFS; kSilence where there was nothing to measure yet.
struct LoudnessLevels {
  static constexpr double kSilence = -200;
  double momentary = kSilence;   ///< of the last 400 ms
  double short_term = kSilence;  ///< of the last 3 s
  double integrated = kSilence;  ///< since reset(), but for what is silent or much softer
};

/// Measures loudness. All members [one thread].
class Loudness {
 public:
  /// More channels than this are not heard.
  static constexpr std::size_t kMostChannels = 16;

  /// Any rate from 8 kHz on; lower ones count as that. Forgets the past.
  void prepare(double sample_rate) noexcept;
  void reset() noexcept;

  /// How much a channel counts, 1 unless said: 1.41 for those at the sides and behind, 0 for those
  /// of low frequencies. Channels beyond the most are ignored.
  void set_weight(std::size_t channel, double weight) noexcept;

  /// Frames of all channels, each as long as the first. What is no number counts as 0.
  void add(std::span<const std::span<const float>> channels) noexcept;

  /// As of the last whole 100 ms.
  [[nodiscard]] const LoudnessLevels& levels() const noexcept { return levels_; }

 private:
  struct Biquad {
    double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
  };
  struct Channel {
    double weight = 1;
    std::array<double, 4> state{};  ///< of the two filters
  };
  struct Bin {
    std::uint64_t count = 0;
    double energy = 0;
  };
  static constexpr std::size_t kSteps = 30;  ///< of 100 ms: 3 s
  static constexpr std::size_t kBins = 800;  ///< of 0.1 LU, from -70 on

  [[nodiscard]] double weighted(Channel& channel, double sample) const noexcept;
  [[nodiscard]] double mean_of_last(std::size_t steps) const noexcept;
  void end_step() noexcept;
  void gate(double energy) noexcept;

  Biquad shelf_;
  Biquad high_pass_;
  std::array<Channel, kMostChannels> channels_{};
  std::size_t step_frames_ = 4800;
  std::size_t frames_ = 0;  ///< of the step that is not whole yet
  double energy_ = 0;       ///< sum over its frames
  std::array<double, kSteps> steps_{};
  std::size_t next_ = 0;
  std::size_t whole_ = 0;  ///< steps so far, up to kSteps
  std::array<Bin, kBins> bins_{};
  LoudnessLevels levels_;
};

}  // namespace attacca::dsp
