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

TEST_CASE("mapped values are those that next() would give, mapped, and one call without a glide") {
  Smoother smoother(Smoothing::linear(10.0f));
  Smoother twin(Smoothing::linear(10.0f));
  for (Smoother* one : {&smoother, &twin}) {
    one->set_sample_rate(1000.0);
    one->reset(1.0f);
    one->set_target(2.0f);
  }
  const auto square = [](float value) { return value * value; };
  std::array<float, 16> values{};
  smoother.fill(values, square);
  for (const float value : values) {
    const float expected = twin.next();
    CHECK(value == expected * expected);
  }
  int calls = 0;
  smoother.fill(values, [&calls](float value) {
    ++calls;
    return value + 1.0f;
  });
  CHECK(calls == 1);
  CHECK(values.front() == 3.0f);
  CHECK(values.back() == 3.0f);
}

TEST_CASE("one value per block is the one of the block's last sample") {
  for (const Smoothing smoothing : {Smoothing::linear(10.0f), Smoothing::exponential(10.0f)}) {
    Smoother smoother(smoothing);
    Smoother twin(smoothing);
    for (Smoother* one : {&smoother, &twin}) {
      one->set_sample_rate(1000.0);
      one->reset(0.0f);
      one->set_target(1.0f);
    }
    for (const std::uint32_t frames : {3u, 1u, 4u, 7u}) {
      float last = 0.0f;
      for (std::uint32_t i = 0; i < frames; ++i) last = twin.next();
      CHECK(smoother.next_block(frames) == last);
    }
    CHECK(smoother.is_constant());
  }
}

TEST_CASE("a glide lasts as long at four times the rate, also if that is chosen later") {
  using namespace literals;
  Smoother smoother(Smoothing::linear(10_ms));
  const auto length = [&smoother](float target) {
    smoother.set_target(target);
    int steps = 0;
    for (; smoother.is_smoothing(); ++steps) (void)smoother.next();
    return steps;
  };
  smoother.set_sample_rate(1000.0);
  CHECK(length(1.0f) == 10);
  smoother.set_sample_rate(1000.0, 4.0);
  CHECK(length(2.0f) == 40);
  smoother.set_oversampling(2.0);
  CHECK(length(3.0f) == 20);
  Smoother none(Smoothing::none());
  none.set_oversampling(8.0);
  none.set_target(1.0f);
  CHECK(none.next() == 1.0f);
}

}  // namespace attacca
