// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/test_signal.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace attacca::trial {
namespace {

using Samples = std::vector<float>;
constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kLevel = 0.25;

Samples impulse(double rate) {
  Samples samples(static_cast<std::size_t>(rate));
  if (!samples.empty()) samples.front() = 1.0f;
  return samples;
}

Samples sine(double rate) {
  Samples samples(static_cast<std::size_t>(rate));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i] =
        static_cast<float>(kLevel * std::sin(kTwoPi * 1000.0 * static_cast<double>(i) / rate));
  }
  return samples;
}

Samples sweep(double rate) {
  constexpr double kFirst = 20.0;
  const double octaves = std::log(std::min(20'000.0, rate / 2.0) / kFirst);
  Samples samples(static_cast<std::size_t>(rate));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    // The integral of a frequency that grows exponentially over a second.
    const double time = static_cast<double>(i) / rate;
    const double cycles = kFirst * std::expm1(octaves * time) / octaves;
    samples[i] = static_cast<float>(kLevel * std::sin(kTwoPi * cycles));
  }
  return samples;
}

host::AudioClip quiet_noise(double rate, std::uint32_t channels) {
  host::AudioClip clip;
  clip.sample_rate = rate;
  std::uint32_t state = 1;
  for (std::uint32_t channel = 0; channel < channels; ++channel) {
    Samples samples(static_cast<std::size_t>(rate));
    for (float& sample : samples) {
      state = state * 1664525u + 1013904223u;
      sample = 0.05f * (static_cast<float>(state >> 8) / 8388608.0f - 1.0f);
    }
    clip.channels.push_back(std::move(samples));
  }
  return clip;
}

}  // namespace

Result<host::AudioClip> test_signal(std::string_view name, double rate, std::uint32_t channels) {
  if (name == "noise") return quiet_noise(rate, channels);
  Samples samples;
  if (name == "silence") {
    samples.resize(static_cast<std::size_t>(rate));
  } else if (name == "impulse") {
    samples = impulse(rate);
  } else if (name == "sine") {
    samples = sine(rate);
  } else if (name == "sweep") {
    samples = sweep(rate);
  } else {
    return fail("there is no signal " + std::string(name) +
                "; give noise, silence, impulse, sine or sweep");
  }
  host::AudioClip clip;
  clip.sample_rate = rate;
  clip.channels.assign(channels, samples);
  return clip;
}

}  // namespace attacca::trial
