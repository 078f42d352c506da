// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Windows for spectra and filters:
//
//     std::vector<float> hann = attacca::dsp::make_window(attacca::dsp::Window::hann, 1024);
//     attacca::dsp::multiply(frame, hann);
//
// Periodic windows (the default) are for spectra and overlap-add, symmetric ones for the design of
// filters. Any thread; make_window() allocates.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace attacca::dsp {

/// The shape of a window over N samples, with x = n/N (periodic) or n/(N−1) (symmetric). All but
/// `sine` are sums a0 − a1·cos 2πx + a2·cos 4πx − a3·cos 6πx + a4·cos 8πx; up to blackman_harris
/// with the numbers of F. J. Harris, On the use of windows for harmonic analysis with the discrete
/// Fourier transform, Proceedings of the IEEE 66 (1), 1978.
enum class Window : std::uint8_t {
  rectangular,      ///< 1
  sine,             ///< sin πx: its square is Hann's
  hann,             ///< 0.5, 0.5
  hamming,          ///< 0.54, 0.46
  blackman,         ///< 0.42, 0.5, 0.08
  blackman_harris,  ///< 0.35875, 0.48829, 0.14128, 0.01168
  /// 0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368 (D'Antona and Ferrero, Digital
  /// Signal Processing for Measurement Systems, 2006): peaks keep their height between bins.
  flat_top,
};

enum class WindowEnds : std::uint8_t {
  periodic,   ///< the sample after the last one would be the first one again
  symmetric,  ///< the last sample equals the first one
};

/// Fills `samples` with the window, computed in double. One sample is 1. [any]
void fill_window(std::span<float> samples, Window window,
                 WindowEnds ends = WindowEnds::periodic) noexcept;

/// A window of `size` samples. [not audio]
[[nodiscard]] std::vector<float> make_window(Window window, std::size_t size,
                                             WindowEnds ends = WindowEnds::periodic);

/// Multiplies each sample with the window's; both have the same length. [any]
void multiply(std::span<float> samples, std::span<const float> window) noexcept;

}  // namespace attacca::dsp
