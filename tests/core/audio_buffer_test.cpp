// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/audio_buffer.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/params/smoother.hpp"

namespace attacca {

namespace {

/// Two channels of samples that differ in every frame.
struct Stereo {
  explicit Stereo(std::uint32_t frames) : left(frames), right(frames) {
    for (std::uint32_t i = 0; i < frames; ++i) {
      left[i] = 0.25f + 0.001f * static_cast<float>(i);
      right[i] = -left[i];
    }
  }
  AudioBuffer buffer() { return {pointers, static_cast<std::uint32_t>(left.size())}; }

  std::vector<float> left, right;
  std::array<float*, 2> pointers{left.data(), right.data()};
};

Smoother gliding(Smoothing smoothing, float from, float to) {
  Smoother smoother(smoothing);
  smoother.set_sample_rate(48000.0);
  smoother.reset(from);
  smoother.set_target(to);
  return smoother;
}

}  // namespace

TEST_CASE("a factor reaches every sample of every channel, whatever the number of frames") {
  for (const std::uint32_t frames : {0u, 1u, 3u, 4u, 7u, 64u, 513u}) {
    Stereo audio(frames), expected(frames);
    audio.buffer() *= 0.3f;
    for (std::uint32_t i = 0; i < frames; ++i) {
      CHECK(audio.left[i] == expected.left[i] * 0.3f);
      CHECK(audio.right[i] == expected.right[i] * 0.3f);
    }
  }
}

TEST_CASE("a gliding gain gives the samples of a loop over next(), to the bit") {
  for (const Smoothing smoothing : {Smoothing::none(), Smoothing::linear(10.0f),
                                    Smoothing::logarithmic(3.0f), Smoothing::exponential(5.0f)}) {
    // Ends before, at and after the end of the block, and after several pieces.
    for (const std::uint32_t frames : {1u, 63u, 128u, 480u, 481u, 1000u}) {
      Stereo audio(frames), expected(frames);
      Smoother by_block = gliding(smoothing, 0.9f, 0.35f);
      Smoother by_sample = by_block;
      for (int block = 0; block < 3; ++block) {
        audio.buffer().multiply_by(by_block);
        for (std::uint32_t i = 0; i < frames; ++i) {
          const float factor = by_sample.next();
          expected.left[i] *= factor;
          expected.right[i] *= factor;
        }
        CHECK(audio.left == expected.left);
        CHECK(audio.right == expected.right);
        CHECK(by_block.current() == by_sample.current());
        CHECK(by_block.is_constant() == by_sample.is_constant());
      }
    }
  }
}

TEST_CASE("passing over samples leaves the smoother where as many next() do") {
  for (const Smoothing smoothing : {Smoothing::none(), Smoothing::linear(10.0f),
                                    Smoothing::logarithmic(3.0f), Smoothing::exponential(5.0f)}) {
    for (const std::uint32_t samples : {0u, 1u, 100u, 479u, 480u, 481u, 4'000'000'000u}) {
      Smoother skipped = gliding(smoothing, 0.9f, 0.35f);
      Smoother stepped = skipped;
      skipped.skip(samples);
      for (std::uint32_t i = 0; i < samples && stepped.is_smoothing(); ++i) (void)stepped.next();
      CHECK(skipped.current() == stepped.current());
      CHECK(skipped.next() == stepped.next());
    }
  }
}

}  // namespace attacca
