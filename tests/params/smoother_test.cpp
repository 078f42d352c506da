// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/smoother.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

namespace attacca {

TEST_CASE("a linear glide takes equal steps and arrives after exactly its time") {
  Smoother smoother(Smoothing::linear(10.0f));
  smoother.set_sample_rate(48000.0);
  smoother.reset(1.0f);
  smoother.set_target(3.0f);
  for (int i = 1; i < 480; ++i) {
    CHECK(smoother.next() == doctest::Approx(1.0 + 2.0 * i / 480.0).epsilon(1e-6));
    REQUIRE(smoother.is_smoothing());
  }
  CHECK(smoother.next() == 3.0f);
  CHECK_FALSE(smoother.is_smoothing());
  CHECK(smoother.next() == 3.0f);
}

TEST_CASE("a logarithmic glide takes equal ratios") {
  Smoother smoother(Smoothing::logarithmic(10.0f));
  smoother.set_sample_rate(1000.0);
  smoother.reset(1.0f);
  smoother.set_target(1024.0f);
  for (int i = 1; i < 10; ++i) CHECK(smoother.next() == doctest::Approx(std::pow(2.0, i)));
  CHECK(smoother.next() == 1024.0f);
}

TEST_CASE("a logarithmic glide comes from silence and gets back to it") {
  Smoother smoother(Smoothing::logarithmic(10.0f));
  smoother.set_sample_rate(1000.0);
  smoother.reset(0.0f);
  smoother.set_target(1.0f);
  float before = 0.0f;
  for (int i = 0; i < 10; ++i) {
    const float value = smoother.next();
    CHECK(value > before);
    before = value;
  }
  CHECK(before == 1.0f);
  smoother.set_target(0.0f);
  for (int i = 0; i < 10; ++i) before = smoother.next();
  CHECK(before == 0.0f);
  smoother.set_target(-1.0f);  // linear, since no ratio leads there
  CHECK(smoother.next() == doctest::Approx(-0.1));
}

TEST_CASE("an exponential glide has 0.01 % of its way left when its time is over") {
  Smoother smoother(Smoothing::exponential(100.0f));
  smoother.set_sample_rate(1000.0);
  smoother.reset(0.0f);
  smoother.set_target(1.0f);
  float value = 0.0f;
  for (int i = 0; i < 99; ++i) value = smoother.next();
  CHECK(1.0 - static_cast<double>(value) == doctest::Approx(std::pow(1e-4, 0.99)).epsilon(0.01));
  CHECK(smoother.next() == 1.0f);
}

TEST_CASE("filling a block gives the samples that next() gives, for every style") {
  for (const Smoothing smoothing : {Smoothing::none(), Smoothing::linear(3.0f),
                                    Smoothing::logarithmic(3.0f), Smoothing::exponential(3.0f)}) {
    Smoother one(smoothing);
    Smoother many(smoothing);
    for (Smoother* smoother : {&one, &many}) {
      smoother->reset(0.2f);
      smoother->set_target(0.9f);
    }
    std::array<float, 200> block{};
    many.fill(block);
    for (float value : block) CHECK(value == one.next());
  }
}

TEST_CASE("the same target again does not start the glide over, and NaN is no target") {
  Smoother smoother(Smoothing::linear(10.0f));
  smoother.set_sample_rate(1000.0);
  smoother.reset(0.0f);
  smoother.set_target(1.0f);
  for (int i = 0; i < 5; ++i) (void)smoother.next();
  smoother.set_target(1.0f);
  smoother.set_target(std::numeric_limits<float>::quiet_NaN());
  for (int i = 0; i < 5; ++i) (void)smoother.next();
  CHECK(smoother.current() == 1.0f);
  CHECK_FALSE(smoother.is_smoothing());
}

TEST_CASE("a new target in mid-glide starts from where the glide is") {
  Smoother smoother(Smoothing::linear(10.0f));
  smoother.set_sample_rate(1000.0);
  smoother.reset(0.0f);
  smoother.set_target(1.0f);
  for (int i = 0; i < 5; ++i) (void)smoother.next();
  smoother.set_target(0.0f);
  CHECK(smoother.next() == doctest::Approx(0.45));
}

TEST_CASE("a glide shorter than a sample is a jump") {
  Smoother smoother(Smoothing::linear(0.001f));
  smoother.set_target(1.0f);
  CHECK(smoother.next() == 1.0f);
}

}  // namespace attacca
