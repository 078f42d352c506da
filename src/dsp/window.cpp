// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/dsp/window.hpp"

#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

namespace attacca::dsp {

namespace {

/// a0 … a4, as the header has them.
using Terms = std::array<double, 5>;

Terms terms_of(Window window) noexcept {
  switch (window) {
    case Window::hann:
      return {0.5, 0.5};
    case Window::hamming:
      return {0.54, 0.46};
    case Window::blackman:
      return {0.42, 0.5, 0.08};
    case Window::blackman_harris:
      return {0.35875, 0.48829, 0.14128, 0.01168};
    case Window::flat_top:
      return {0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368};
    case Window::rectangular:
    case Window::sine:
      break;
  }
  return {1.0};
}

double value_at(Window window, double x) noexcept {
  if (window == Window::sine) return std::sin(std::numbers::pi * x);
  double sum = 0.0;
  double sign = 1.0;
  double harmonic = 0.0;
  for (const double term : terms_of(window)) {
    if (term != 0.0) sum += sign * term * std::cos(2.0 * std::numbers::pi * harmonic * x);
    sign = -sign;
    harmonic += 1.0;
  }
  return sum;
}

}  // namespace

void fill_window(std::span<float> samples, Window window, WindowEnds ends) noexcept {
  if (samples.size() == 1) {
    samples[0] = 1.0f;
    return;
  }
  const auto size = static_cast<double>(samples.size());
  const double length = ends == WindowEnds::periodic ? size : size - 1.0;
  double n = 0.0;
  for (float& sample : samples) {
    sample = static_cast<float>(value_at(window, n / length));
    n += 1.0;
  }
}

std::vector<float> make_window(Window window, std::size_t size, WindowEnds ends) {
  std::vector<float> samples(size);
  fill_window(samples, window, ends);
  return samples;
}

void multiply(std::span<float> samples, std::span<const float> window) noexcept {
  assert(samples.size() == window.size());
  const float* const factors = window.data();
  float* const values = samples.data();
  for (std::size_t i = 0; i < samples.size(); ++i) values[i] *= factors[i];
}

}  // namespace attacca::dsp
