// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/dsp/stft.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include <doctest/doctest.h>

#include "noise.hpp"
#include "tests/support/allocation_count.hpp"

namespace attacca::dsp {

using test::noise;
using Bins = Stft::Bins;
using ConstBins = Stft::ConstBins;

namespace {

/// As AudioBuffer is, on channels of its own.
struct Audio {
  Audio(std::size_t channels, std::size_t frames) : samples(channels, std::vector<float>(frames)) {}
  explicit Audio(std::vector<std::vector<float>> of) : samples(std::move(of)) {}
  std::vector<std::vector<float>> samples;
  std::size_t begin = 0;
  std::size_t length = 0;

  [[nodiscard]] std::size_t channels() const { return samples.size(); }
  [[nodiscard]] std::size_t frames() const { return length; }
  [[nodiscard]] std::span<float> channel(std::size_t index) const {
    auto& all = const_cast<std::vector<float>&>(samples[index]);
    return std::span(all).subspan(begin, length);
  }
  void block(std::size_t from, std::size_t count) {
    begin = from;
    length = std::min(count, samples.empty() ? count : samples[0].size() - from);
  }
};

/// Calls `each()` for the blocks of `audio`, which have uneven lengths.
template <typename Each>
void in_blocks(Audio& audio, std::size_t total, Each&& each) {
  const std::size_t lengths[] = {1, 64, 7, 512, 33, 1000};
  std::size_t turn = 0;
  for (std::size_t at = 0; at < total;) {
    audio.block(at, std::min(lengths[turn++ % 6], total - at));
    each();
    at += audio.length;
  }
}

float largest_difference(std::span<const float> a, std::span<const float> b) {
  float worst = 0.0f;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  return worst;
}

constexpr std::size_t kTotal = 12000;

}  // namespace

TEST_CASE("spectra that are left alone give the input back, late by latency()") {
  const StftOptions kinds[] = {
      {.size = 256, .overlap = 4},
      {.size = 512, .overlap = 2, .analysis = Window::sine, .synthesis = Window::sine},
      {.size = 256, .overlap = 8, .analysis = Window::blackman, .synthesis = Window::rectangular},
      {.size = 128,
       .overlap = 1,
       .analysis = Window::rectangular,
       .synthesis = Window::rectangular},
      {.size = 256, .overlap = 2, .analysis = Window::hamming, .synthesis = Window::hamming},
      {.size = 192, .overlap = 3, .padding = 64, .synthesis = Window::rectangular}};
  for (const StftOptions& options : kinds) {
    CAPTURE(options.size);
    CAPTURE(options.overlap);
    Stft stft(options);
    stft.prepare(2);
    CHECK(stft.latency() == options.size);
    const std::vector<float> left = noise(kTotal, 1), right = noise(kTotal, 2);
    Audio audio({left, right});
    in_blocks(audio, kTotal, [&] { stft.process(audio, [](std::size_t, Bins) {}); });
    const std::size_t late = stft.latency();
    for (std::size_t n = 0; n < late; ++n) CHECK(std::abs(audio.samples[0][n]) < 1e-6f);
    const auto compare = [&](const std::vector<float>& in, const std::vector<float>& out) {
      return largest_difference(std::span(in).first(kTotal - late), std::span(out).subspan(late));
    };
    CHECK(compare(left, audio.samples[0]) < 2e-6f);
    CHECK(compare(right, audio.samples[1]) < 2e-6f);
  }
}

TEST_CASE("the length of the blocks changes nothing") {
  Stft whole({.size = 256}), pieces({.size = 256});
  const auto halve_the_top = [](std::size_t, Bins bins) {
    for (std::size_t k = bins.size() / 2; k < bins.size(); ++k) bins[k] *= 0.5f;
  };
  Audio a({noise(kTotal, 5)}), b({noise(kTotal, 5)});
  whole.prepare(1);
  pieces.prepare(1);
  a.block(0, kTotal);
  whole.process(a, halve_the_top);
  in_blocks(b, kTotal, [&] { pieces.process(b, halve_the_top); });
  CHECK(a.samples == b.samples);
}

TEST_CASE("padding makes room for a filter: bins by its spectrum are a convolution") {
  constexpr std::size_t kTaps = 64;
  Stft stft({.size = 192, .overlap = 3, .padding = 64, .synthesis = Window::rectangular});
  stft.prepare(1);
  const std::vector<float> filter = noise(kTaps, 7);
  RealFft fft(256);
  std::vector<float> padded(256);
  std::copy(filter.begin(), filter.end(), padded.begin());
  std::vector<std::complex<float>> response(fft.bins());
  fft.forward(padded, response);
  const std::vector<float> in = noise(4000, 8);
  Audio audio({in});
  in_blocks(audio, in.size(), [&] {
    stft.process(audio, [&](std::size_t, Bins bins) {
      for (std::size_t k = 0; k < bins.size(); ++k) bins[k] *= response[k];
    });
  });
  for (std::size_t n = stft.latency(); n < in.size(); ++n) {
    double expected = 0.0;
    for (std::size_t tap = 0; tap < kTaps && tap + stft.latency() <= n; ++tap) {
      expected +=
          static_cast<double>(filter[tap]) * static_cast<double>(in[n - stft.latency() - tap]);
    }
    REQUIRE(static_cast<double>(audio.samples[0][n]) == doctest::Approx(expected).epsilon(1e-4));
  }
}

TEST_CASE(
    "a side-chain's spectrum comes with each channel's, and its last channel stands for more") {
  Stft stft({.size = 256});
  stft.prepare(2, 1);
  Audio audio({noise(kTotal, 1), noise(kTotal, 2)});
  Audio key({noise(kTotal, 3)});
  // The key's spectrum takes the place of the signal's: what comes out is the key, late.
  in_blocks(audio, kTotal, [&] {
    key.block(audio.begin, audio.length);
    stft.process(audio, key, [](std::size_t, Bins bins, ConstBins of_key) {
      std::copy(of_key.begin(), of_key.end(), bins.begin());
    });
  });
  for (const auto& channel : audio.samples) {
    CHECK(largest_difference(std::span(key.samples[0]).first(kTotal - 256),
                             std::span(channel).subspan(256)) < 2e-6f);
  }
}

TEST_CASE("a side-chain that the host has switched off is silent") {
  Stft stft({.size = 256});
  stft.prepare(1, 2);
  Audio audio({noise(2000, 1)});
  const Audio off(0, 0);
  float loudest = 0.0f;
  int frames = 0;
  in_blocks(audio, 2000, [&] {
    stft.process(audio, off, [&](std::size_t, Bins, ConstBins of_key) {
      for (const auto& bin : of_key) loudest = std::max(loudest, std::abs(bin));
      ++frames;
    });
  });
  CHECK(frames == 2000 / 64);
  CHECK(loudest == 0.0f);
}

TEST_CASE("analysis leaves the audio alone and shows a sine where it is, half the window high") {
  Stft stft({.size = 512, .overlap = 2});
  stft.prepare(1);
  std::vector<float> sine(4096);
  for (std::size_t n = 0; n < sine.size(); ++n) {
    sine[n] = static_cast<float>(
        std::sin(2.0 * std::numbers::pi * 20.0 * static_cast<double>(n) / 512.0));
  }
  Audio audio({sine});
  int frames = 0;
  in_blocks(audio, sine.size(), [&] {
    stft.analyze(audio, [&](std::size_t, ConstBins bins) {
      if (++frames < 2) return;  // the first one begins in silence
      const auto loudest = std::max_element(
          bins.begin(), bins.end(), [](auto a, auto b) { return std::abs(a) < std::abs(b); });
      CHECK(loudest - bins.begin() == 20);
      CHECK(std::abs(*loudest) == doctest::Approx(0.5 * 256.0).epsilon(1e-4));
    });
  });
  CHECK(frames == 4096 / 256);
  CHECK(audio.samples[0] == sine);
}

TEST_CASE("channels beyond those prepared are left alone, and missing ones are no harm") {
  Stft stft({.size = 64});
  stft.prepare(1);
  const std::vector<float> second = noise(256, 2);
  Audio audio({noise(256, 1), second});
  audio.block(0, 256);
  stft.process(audio, [](std::size_t, Bins) {});
  CHECK(audio.samples[1] == second);
  Audio none(0, 0);
  none.block(0, 256);
  stft.process(none, [](std::size_t, Bins) { FAIL("there is no channel"); });
}

TEST_CASE("reset forgets what was under way") {
  Stft stft({.size = 64});
  stft.prepare(1);
  Audio audio({noise(100, 1)});
  audio.block(0, 100);
  stft.process(audio, [](std::size_t, Bins) {});
  stft.reset();
  Audio silence(1, 300);
  silence.block(0, 300);
  stft.process(silence, [](std::size_t, Bins) {});
  CHECK(silence.samples[0] == std::vector<float>(300));
}

TEST_CASE("nothing is allocated after prepare") {
  Stft stft({.size = 256});
  stft.prepare(2, 2);
  Audio audio({noise(2000, 1), noise(2000, 2)});
  Audio key({noise(2000, 3), noise(2000, 4)});
  audio.block(0, 2000);
  key.block(0, 2000);
  const auto before = rt::test::heap_calls();
  stft.process(audio, key, [](std::size_t, Bins, ConstBins) {});
  stft.process(audio, [](std::size_t, Bins) {});
  stft.analyze(audio, [](std::size_t, ConstBins) {});
  stft.reset();
  CHECK(rt::test::heap_calls() == before);
}

namespace {

/// A transform of another size than powers of two, by its definition.
class SlowTransform {
 public:
  explicit SlowTransform(std::size_t size) : size_(size) {}
  void forward(std::span<const float> time, std::span<std::complex<float>> bins) noexcept {
    for (std::size_t k = 0; k < bins.size(); ++k) {
      std::complex<double> sum;
      for (std::size_t n = 0; n < size_; ++n) sum += static_cast<double>(time[n]) * root(k * n);
      bins[k] = std::complex<float>(sum);
    }
  }
  void inverse(std::span<const std::complex<float>> bins, std::span<float> time) noexcept {
    for (std::size_t n = 0; n < size_; ++n) {
      double sum = 0.0;
      for (std::size_t k = 0; k < size_; ++k) {
        const std::complex<double> bin(k < bins.size() ? bins[k] : std::conj(bins[size_ - k]));
        sum += (bin * std::conj(root(k * n))).real();
      }
      time[n] = static_cast<float>(sum / static_cast<double>(size_));
    }
  }

 private:
  [[nodiscard]] std::complex<double> root(std::size_t turns) const {
    return std::polar(1.0, -2.0 * std::numbers::pi * static_cast<double>(turns % size_) /
                               static_cast<double>(size_));
  }
  std::size_t size_;
};

}  // namespace

TEST_CASE("any other transform can be put in, also one that is made already") {
  BasicStft<SlowTransform> stft({.size = 60, .overlap = 3}, SlowTransform(60));
  stft.prepare(1);
  const std::vector<float> in = noise(600, 1);
  Audio audio({in});
  in_blocks(audio, in.size(), [&] { stft.process(audio, [](std::size_t, Bins) {}); });
  CHECK(largest_difference(std::span(in).first(540), std::span(audio.samples[0]).subspan(60)) <
        2e-6f);
}

}  // namespace attacca::dsp
