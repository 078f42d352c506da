// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <attacca/transport.hpp>

namespace parlando {

/// Where the host's timeline is within one block: a straight line of beats, or two where the block
/// goes over the end of the loop. All members [audio].
class BeatLine {
 public:
  /// A part of a block over which beats rise evenly.
  struct Stretch {
    std::uint32_t begin_frame = 0;
    std::uint32_t end_frame = 0;
    double begin_beat = 0;
    double beats_per_frame = 0;     ///< 0: the transport stands, or nobody knows where
    bool begins_elsewhere = false;  ///< than the last one has ended

    [[nodiscard]] bool rolls() const noexcept { return beats_per_frame > 0; }
    [[nodiscard]] double end_beat() const noexcept {
      return begin_beat + (end_frame - begin_frame) * beats_per_frame;
    }
    /// The first frame of the block that has reached `beat`, at least the first of the stretch; at
    /// end_frame or above: it is not reached here.
    [[nodiscard]] std::int64_t frame_of(double beat) const noexcept;
  };

  /// Lays the line for the next block of `frames`, with `sample_rate` in Hz.
  void begin_block(const attacca::Transport& transport, std::uint32_t frames,
                   double sample_rate) noexcept;
  void reset() noexcept { *this = BeatLine(); }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] const Stretch& operator[](std::size_t index) const noexcept {
    return stretches_[index];
  }
  /// The transport rolled in the block before and no longer does.
  [[nodiscard]] bool has_stopped() const noexcept { return has_stopped_; }

 private:
  std::array<Stretch, 2> stretches_;
  std::size_t size_ = 0;
  bool rolled_ = false;
  bool has_stopped_ = false;
  double next_beat_ = 0;
};

}  // namespace parlando
