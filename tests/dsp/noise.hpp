// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <random>
#include <vector>

namespace attacca::test {

/// The same noise from -1 to 1 for the same seed.
inline std::vector<float> noise(std::size_t size, unsigned seed) {
  std::mt19937 engine(seed);
  std::uniform_real_distribution<float> value(-1.0f, 1.0f);
  std::vector<float> samples(size);
  for (float& sample : samples) sample = value(engine);
  return samples;
}

}  // namespace attacca::test
