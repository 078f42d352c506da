// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Audio as spectra, frame by frame, and back by overlap-add:
//
//     attacca::dsp::Stft stft_{{.size = 1024, .overlap = 4}};
//     stft_.prepare(layout.main_outputs);                    // in initialize()
//     context.set_latency(stft_.latency());
//     stft_.process(buffer, [](std::size_t, std::span<std::complex<float>> bins) { … });
//
// prepare() allocates, on the main thread; the rest is for the audio thread, bounded, without
// allocation. Blocks may have any length. Spectra that are left alone give back the input, late by
// latency() samples. What a block costs is uneven: a frame is done at once when it is whole.

#include <algorithm>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "attacca/dsp/detail/stft_frames.hpp"
#include "attacca/dsp/fft.hpp"

namespace attacca::dsp {

/// Audio that Stft can read, such as AudioBuffer: channels × frames, one array a channel.
template <typename T>
concept AudioView = requires(const T& audio, std::size_t index) {
  { audio.channels() } -> std::convertible_to<std::size_t>;
  { audio.frames() } -> std::convertible_to<std::size_t>;
  { audio.channel(index) } -> std::convertible_to<std::span<const float>>;
};

/// The short-time Fourier transform of a stream, with overlap-add (J. B. Allen and L. R. Rabiner, A
/// unified approach to short-time Fourier analysis and synthesis, Proceedings of the IEEE 65 (11),
/// 1977). Frames overlap, are weighted by both windows and summed so that whatever the two windows
/// do together cancels out.
///
/// One object does one of three things: process() with or without a side-chain, or analyze().
///
/// `Fft` is any RealTransform, with `size` + `padding` samples: `Stft` has our own, which takes
/// powers of two.
template <RealTransform Fft = RealFft>
class BasicStft {
 public:
  using Bins = std::span<std::complex<float>>;
  using ConstBins = std::span<const std::complex<float>>;

  /// `overlap` divides `size`, and no sample has weight 0 in all its frames; otherwise it is a
  /// programmer's mistake. Allocates. [main]
  explicit BasicStft(const StftOptions& options = {})
    requires std::constructible_from<Fft, std::size_t>
      : BasicStft(options, Fft(options.size + options.padding)) {}
  /// With a transform of `size` + `padding` samples. [main]
  BasicStft(const StftOptions& options, Fft fft)
      : frames_(options),
        fft_(std::move(fft)),
        time_(frames_.transform_size()),
        bins_(frames_.transform_size() / 2 + 1),
        side_bins_(bins_.size()) {}

  /// Makes room for so many channels, and for those of a side-chain. Starts from silence. [main]
  void prepare(std::size_t channels, std::size_t side_channels = 0) {
    frames_.prepare(channels, side_channels);
  }
  /// Starts from silence. [audio, or main while inactive]
  void reset() noexcept { frames_.reset(); }

  /// By how many samples process() delays: those of a frame. [any]
  [[nodiscard]] std::uint32_t latency() const noexcept {
    return static_cast<std::uint32_t>(frames_.size());
  }
  /// Samples from one frame to the next. [any]
  [[nodiscard]] std::size_t hop() const noexcept { return frames_.hop(); }
  /// Bin k is at k / (2·(bins() − 1)) of the sample rate. [any]
  [[nodiscard]] std::size_t bins() const noexcept { return bins_.size(); }

  /// Replaces `audio` by itself, latency() samples ago, after `change(channel, Bins)` has been
  /// called for each channel of each frame that has become whole. Bins are not scaled: a sine of
  /// amplitude 1 has half the sum of the analysis window. Channels that were not prepared are left
  /// alone. [audio]
  template <AudioView Audio, std::invocable<std::size_t, Bins> Change>
  void process(const Audio& audio, Change&& change) noexcept {
    run<true>(audio, kNothing, [&](std::size_t channel) {
      transform(channel, bins_);
      change(channel, Bins(bins_));
      put_back(channel);
    });
  }

  /// The same with the spectrum of a side-chain as third argument, which is not delayed and not
  /// written to. A side-chain of fewer channels gives its last one to the rest; one without
  /// channels, as where the host has switched it off, is silent. [audio]
  template <AudioView Audio, AudioView Side, std::invocable<std::size_t, Bins, ConstBins> Change>
  void process(const Audio& audio, const Side& side, Change&& change) noexcept {
    const std::size_t sides = std::min<std::size_t>(side.channels(), frames_.side_channels());
    run<true>(audio, side, [&](std::size_t channel) {
      if (channel < std::max<std::size_t>(sides, 1)) transform_side(channel, sides);
      transform(channel, bins_);
      change(channel, Bins(bins_), ConstBins(side_bins_));
      put_back(channel);
    });
  }

  /// Leaves `audio` alone and calls `look(channel, ConstBins)` for each channel of each frame that
  /// has become whole. No latency. [audio]
  template <AudioView Audio, std::invocable<std::size_t, ConstBins> Look>
  void analyze(const Audio& audio, Look&& look) noexcept {
    run<false>(audio, kNothing, [&](std::size_t channel) {
      transform(channel, bins_);
      look(channel, ConstBins(bins_));
    });
  }

 private:
  /// A side-chain of no channels.
  struct Nothing {
    [[nodiscard]] static std::size_t channels() noexcept { return 0; }
    [[nodiscard]] static std::size_t frames() noexcept { return 0; }
    [[nodiscard]] static std::span<const float> channel(std::size_t) noexcept { return {}; }
  };
  static constexpr Nothing kNothing{};

  template <bool replaces, typename Audio, typename Side, typename EachFrame>
  void run(const Audio& audio, const Side& side, EachFrame&& each_frame) noexcept {
    const std::size_t channels = std::min<std::size_t>(audio.channels(), frames_.channels());
    const std::size_t sides = std::min<std::size_t>(side.channels(), frames_.side_channels());
    for (std::size_t at = 0; at < audio.frames();) {
      const std::size_t count = std::min<std::size_t>(frames_.missing(), audio.frames() - at);
      for (std::size_t channel = 0; channel < channels; ++channel) {
        const auto samples = audio.channel(channel).subspan(at, count);
        frames_.take(channel, samples);
        if constexpr (replaces) frames_.give(channel, samples);
      }
      for (std::size_t channel = 0; channel < frames_.side_channels(); ++channel) {
        if (channel < sides) {
          frames_.take(frames_.channels() + channel, side.channel(channel).subspan(at, count));
        } else {
          frames_.take_silence(frames_.channels() + channel, count);
        }
      }
      at += count;
      if (!frames_.advance(count)) continue;
      for (std::size_t channel = 0; channel < channels; ++channel) each_frame(channel);
    }
  }

  void transform(std::size_t channel, Bins bins) noexcept {
    frames_.frame(channel, time_);
    fft_.forward(time_, bins);
  }
  void transform_side(std::size_t channel, std::size_t sides) noexcept {
    if (sides > 0) return transform(frames_.channels() + channel, side_bins_);
    std::fill(side_bins_.begin(), side_bins_.end(), std::complex<float>());
  }
  void put_back(std::size_t channel) noexcept {
    fft_.inverse(bins_, time_);
    frames_.overlap_add(channel, time_);
  }

  detail::StftFrames frames_;
  Fft fft_;
  std::vector<float> time_;
  std::vector<std::complex<float>> bins_;
  std::vector<std::complex<float>> side_bins_;
};

using Stft = BasicStft<>;

}  // namespace attacca::dsp
