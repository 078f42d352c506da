// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "attacca/dsp/window.hpp"

namespace attacca::dsp {

/// How a stream is cut into frames. `size` + `padding` is what the transform takes.
struct StftOptions {
  std::size_t size = 1024;          ///< samples of a frame
  std::size_t overlap = 4;          ///< how many frames each sample is in; divides `size`
  std::size_t padding = 0;          ///< zeros behind a frame: room for what a filter adds
  Window analysis = Window::hann;   ///< before the transform
  Window synthesis = Window::hann;  ///< after the inverse one; with padding: rectangular
};

namespace detail {

/// What an Stft keeps for each channel, whatever the transform: the newest `size` samples, and the
/// sum of the frames that come out.
class StftFrames {
 public:
  explicit StftFrames(const StftOptions& options);

  void prepare(std::size_t channels, std::size_t side_channels);
  void reset() noexcept;

  [[nodiscard]] std::size_t channels() const noexcept { return out_.size(); }
  [[nodiscard]] std::size_t side_channels() const noexcept { return in_.size() - out_.size(); }
  /// Samples until the next frame: 1 to hop().
  [[nodiscard]] std::size_t missing() const noexcept { return hop() - filled_; }
  [[nodiscard]] std::size_t hop() const noexcept { return options_.size / options_.overlap; }
  [[nodiscard]] std::size_t size() const noexcept { return options_.size; }
  [[nodiscard]] std::size_t transform_size() const noexcept {
    return options_.size + options_.padding;
  }

  /// At most missing() samples into `channel`; those of the side-chain come behind the main ones.
  void take(std::size_t channel, std::span<const float> samples) noexcept;
  void take_silence(std::size_t channel, std::size_t count) noexcept;
  /// As many samples out of the sum.
  void give(std::size_t channel, std::span<float> samples) noexcept;
  /// All channels have taken `count` samples; true if a frame is due.
  bool advance(std::size_t count) noexcept;

  /// The newest size() samples by the analysis window, and the padding.
  void frame(std::size_t channel, std::span<float> time) const noexcept;
  /// Adds a frame by the synthesis window.
  void overlap_add(std::size_t channel, std::span<const float> time) noexcept;

 private:
  using Ring = std::vector<float>;

  StftOptions options_;
  std::vector<float> analysis_;
  std::vector<float> synthesis_;  ///< scaled so that the overlapping frames sum up to the input
  std::vector<Ring> in_;          ///< main channels, then those of the side-chain
  std::vector<Ring> out_;
  std::size_t written_ = 0;  ///< where the next samples go in in_, and the oldest ones are
  std::size_t read_ = 0;     ///< where the next samples come from in out_
  std::size_t filled_ = 0;   ///< samples since the last frame
};

}  // namespace detail
}  // namespace attacca::dsp
