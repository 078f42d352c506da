// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/audio_buffer.hpp"

#include <array>
#include <cstdint>
#include <type_traits>
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

TEST_CASE("frame by frame and block by block are the same samples as channel by channel") {
  Stereo audio(100);
  const AudioBuffer buffer = audio.buffer();
  std::uint32_t at = 0;
  for (auto frame : buffer.each_frame()) {
    REQUIRE(frame.size() == 2);
    REQUIRE(&frame[0] == &audio.left[at]);
    std::size_t channel = 0;
    for (float& sample : frame) REQUIRE(&sample == &buffer.sample(channel++, at));
    ++at;
  }
  CHECK(at == 100);
  at = 0;
  std::vector<std::uint32_t> lengths;
  for (auto block : buffer.each_block(32)) {
    CHECK(block.channels() == 2);
    CHECK(block.channel(1).data() == &audio.right[at]);
    CHECK(&block.sample(0, 1) == &audio.left[at + 1]);
    CHECK(&block.frame(2)[1] == &audio.right[at + 2]);
    lengths.push_back(block.frames());
    at += block.frames();
  }
  CHECK(lengths == std::vector<std::uint32_t>{32, 32, 32, 4});
}

TEST_CASE("a block of a block, and what is done to it, stays where it is") {
  Stereo audio(100), expected(100);
  audio.buffer().block(10, 50).block(5, 20) *= 0.5f;
  audio.buffer().block(90, 10).clear();
  Smoother smoother = gliding(Smoothing::linear(0.1f), 0.0f, 2.0f);
  Smoother same = smoother;
  audio.buffer().block(40, 10).multiply_by(smoother);
  for (std::uint32_t i = 0; i < 100; ++i) {
    float factor = i >= 15 && i < 35 ? 0.5f : 1.0f;
    if (i >= 90) factor = 0.0f;
    if (i >= 40 && i < 50) factor = same.next();
    CHECK(audio.left[i] == expected.left[i] * factor);
    CHECK(audio.right[i] == expected.right[i] * factor);
  }
}

TEST_CASE("a loop over blocks can do with each what can be done with the whole") {
  Stereo audio(100), expected(100);
  float factor = 1.0f;
  for (auto block : audio.buffer().each_block(40)) block *= factor /= 2.0f;
  CHECK(audio.left[39] == expected.left[39] * 0.5f);
  CHECK(audio.right[40] == expected.right[40] * 0.25f);
  CHECK(audio.left[99] == expected.left[99] * 0.125f);
}

TEST_CASE("an input is what a buffer is, but cannot be written; nothing has no frames and blocks") {
  Stereo audio(10);
  const AudioInput input = audio.buffer();
  CHECK(input.channels() == 2);
  CHECK(&input.sample(1, 9) == &audio.right[9]);
  static_assert(std::is_same_v<decltype(input.channel(0)), std::span<const float>>);
  static_assert(std::is_same_v<decltype(input.frame(0)[0]), const float&>);
  static_assert(!std::is_convertible_v<AudioInput, AudioView<float>>);
  const AudioBuffer nothing({}, 0);
  for ([[maybe_unused]] auto frame : nothing.each_frame()) FAIL("there is no frame");
  for ([[maybe_unused]] auto block : nothing.each_block(0)) FAIL("there is no block");
  int blocks = 0;
  for (auto block : input.each_block(0)) blocks += static_cast<int>(block.frames());
  CHECK(blocks == 10);
}

}  // namespace attacca
