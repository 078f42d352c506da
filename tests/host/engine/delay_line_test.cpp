// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/delay_line.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace attacca::host::test {

TEST_CASE("what goes in comes out so many frames later, in blocks of any size") {
  for (const std::uint32_t delay : {0u, 1u, 5u, 64u}) {
    DelayLine line(1, delay);
    std::vector<float> heard;
    float next = 1.0f;
    for (const std::uint32_t frames : {1u, 7u, 64u, 3u, 30u}) {
      std::vector<float> block(frames);
      for (float& sample : block) sample = next++;
      float* const channel = block.data();
      line.play({&channel, 1}, frames);
      heard.insert(heard.end(), block.begin(), block.end());
    }
    for (std::size_t i = 0; i < heard.size(); ++i) {
      CHECK(heard[i] == (i < delay ? 0.0f : static_cast<float>(i - delay + 1)));
    }
  }
}

}  // namespace attacca::host::test
