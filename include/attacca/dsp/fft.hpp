// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The Fourier transform of real samples, and what another one must offer to stand in its place:
//
//     attacca::dsp::RealFft fft(1024);                        // allocates: in initialize()
//     std::vector<std::complex<float>> bins(fft.bins());      // 513
//     fft.forward(samples, bins);                             // in process()
//     fft.inverse(bins, samples);                             // the samples again
//
// One thread at a time for each object; bounded and without allocation after construction. Nothing
// here needs a plugin. Stft (dsp/stft.hpp) takes any class that is a RealTransform.

#include <complex>
#include <concepts>
#include <cstddef>
#include <span>
#include <vector>

namespace attacca::dsp {

/// What Stft asks of a Fourier transform: it turns N real samples into N/2 + 1 bins from 0 Hz to
/// half the sample rate, and back. Stft makes one with the number of samples, or takes one that is
/// made already.
///
/// - `forward(time, bins)`: bins[k] = Σ time[n]·e^(−2πi·kn/N), not scaled; may not touch `time`.
/// - `inverse(bins, time)`: undoes it, scaled by 1/N, and may use `bins` as scratch. The imaginary
///   parts of the first and last bin count as zero.
template <typename T>
concept RealTransform = std::move_constructible<T> &&
                        requires(T fft, std::span<const float> in,
                                 std::span<std::complex<float>> bins, std::span<float> out) {
                          { fft.forward(in, bins) } noexcept;
                          { fft.inverse(bins, out) } noexcept;
                        };

/// The transform that comes with the framework: single precision, for powers of two. A complex
/// Stockham FFT of radix 4 on half as many points (C. Van Loan, Computational Frameworks for the
/// Fast Fourier Transform, SIAM 1992), with twiddle factors computed in double.
/// All members [one thread].
class RealFft {
 public:
  /// For `size` samples: a power of two from 2 to 2^24; anything else is a programmer's mistake.
  /// Allocates.
  explicit RealFft(std::size_t size);

  /// Samples.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// size() / 2 + 1.
  [[nodiscard]] std::size_t bins() const noexcept { return size_ / 2 + 1; }

  /// bins[k] = Σ time[n]·e^(−2πi·kn/N), not scaled. `time` has size() samples, `bins` has bins().
  void forward(std::span<const float> time, std::span<std::complex<float>> bins) noexcept;

  /// Undoes forward(): scaled by 1/N. The imaginary parts of the first and last bin count as zero.
  void inverse(std::span<const std::complex<float>> bins, std::span<float> time) noexcept;

 private:
  /// Complex values as two arrays, which compilers vectorise.
  struct Split {
    std::vector<float> re;
    std::vector<float> im;
  };

  /// Transforms the `half_` values at `re` and `im`, which come back there; with the two swapped it
  /// is the inverse, not scaled.
  void transform(float* re, float* im, float* re_scratch, float* im_scratch) const noexcept;

  std::size_t size_;
  std::size_t half_;
  std::vector<float> stage_twiddles_;  ///< of each stage: w, w², w³ as re, im for each p
  Split halves_;                       ///< e^(−2πi·k/N), for k to N/2
  Split values_;
  Split scratch_;
};

static_assert(RealTransform<RealFft>);

}  // namespace attacca::dsp
