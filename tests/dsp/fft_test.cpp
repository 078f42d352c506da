// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/dsp/fft.hpp"

#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <vector>

#include <doctest/doctest.h>

#include "noise.hpp"

namespace attacca::dsp {

using test::noise;
using Bin = std::complex<float>;

namespace {

/// The definition, in double.
std::vector<std::complex<double>> transform_by_definition(const std::vector<float>& time) {
  const std::size_t size = time.size();
  std::vector<std::complex<double>> bins(size / 2 + 1);
  for (std::size_t k = 0; k < bins.size(); ++k) {
    for (std::size_t n = 0; n < size; ++n) {
      const double turns = static_cast<double>(k * n % size) / static_cast<double>(size);
      bins[k] += static_cast<double>(time[n]) * std::polar(1.0, -2.0 * std::numbers::pi * turns);
    }
  }
  return bins;
}

}  // namespace

TEST_CASE("forward is the sum that defines it, for every size") {
  for (std::size_t size = 2; size <= 2048; size *= 2) {
    CAPTURE(size);
    RealFft fft(size);
    REQUIRE(fft.size() == size);
    const std::vector<float> time = noise(size, 1);
    std::vector<Bin> bins(fft.bins());
    fft.forward(time, bins);
    const auto expected = transform_by_definition(time);
    double worst = 0.0;
    for (std::size_t k = 0; k < bins.size(); ++k) {
      worst = std::max(worst, std::abs(std::complex<double>(bins[k]) - expected[k]));
    }
    // Rounding grows with the root of the size at most: the bins themselves are that large.
    CHECK(worst < 1e-6 * std::sqrt(static_cast<double>(size)));
  }
}

TEST_CASE("inverse gives the samples back, for every size") {
  for (std::size_t size = 2; size <= (1u << 16); size *= 2) {
    CAPTURE(size);
    RealFft fft(size);
    const std::vector<float> time = noise(size, 2);
    std::vector<Bin> bins(fft.bins());
    std::vector<float> back(size);
    fft.forward(time, bins);
    fft.inverse(bins, back);
    float worst = 0.0f;
    for (std::size_t n = 0; n < size; ++n) worst = std::max(worst, std::abs(back[n] - time[n]));
    CHECK(worst < 1e-6f);
  }
}

TEST_CASE(
    "forward leaves the samples alone, and inverse passes over what a real signal cannot have") {
  RealFft fft(16);
  const std::vector<float> time = noise(16, 3);
  std::vector<float> kept = time;
  std::vector<Bin> bins(fft.bins());
  fft.forward(kept, bins);
  CHECK(kept == time);
  bins.front().imag(5.0f);
  bins.back().imag(-5.0f);
  std::vector<float> back(16);
  fft.inverse(bins, back);
  for (std::size_t n = 0; n < 16; ++n) CHECK(back[n] == doctest::Approx(time[n]).epsilon(1e-5));
}

}  // namespace attacca::dsp
