// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/dsp/window.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace attacca::dsp {

namespace {
constexpr Window kAll[] = {Window::rectangular, Window::sine,     Window::hann,
                           Window::hamming,     Window::blackman, Window::blackman_harris,
                           Window::flat_top};
}  // namespace

TEST_CASE("a periodic window is a symmetric one that is one sample longer") {
  for (const Window window : kAll) {
    const std::vector<float> periodic = make_window(window, 64);
    const std::vector<float> symmetric = make_window(window, 65, WindowEnds::symmetric);
    for (std::size_t n = 0; n < periodic.size(); ++n) {
      CHECK(periodic[n] == doctest::Approx(symmetric[n]).epsilon(1e-6));
    }
  }
}

TEST_CASE("the middle of every window is 1, and so is a window of one sample") {
  for (const Window window : kAll) {
    CHECK(make_window(window, 64)[32] == doctest::Approx(1.0).epsilon(1e-6));
    CHECK(make_window(window, 1) == std::vector<float>{1.0f});
    CHECK(make_window(window, 0).empty());
  }
}

TEST_CASE("multiply goes sample by sample") {
  std::vector<float> samples = {1.0f, 2.0f, 3.0f};
  multiply(samples, std::vector<float>{2.0f, 0.5f, -1.0f});
  CHECK(samples == std::vector<float>{2.0f, 1.0f, -3.0f});
}

}  // namespace attacca::dsp
