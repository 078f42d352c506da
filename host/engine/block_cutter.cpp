// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/block_cutter.hpp"

#include <algorithm>
#include <utility>

namespace attacca::host {

std::uint32_t BlockCutter::next(std::uint32_t left) noexcept {
  // Numerical Recipes, "quick and dirty" generator; the high bits are the good ones.
  chance_ = chance_ * 1664525u + 1013904223u;
  const std::uint32_t chance = chance_ >> 16;
  switch (sizes_) {
    case BlockSizes::fixed:
      return left;
    case BlockSizes::varying:
      // Now and then a whole period, else a piece between one frame and three quarters of it.
      return chance % 4 == 0 ? left : 1 + chance % std::max(1u, left - left / 4);
    case BlockSizes::odd:
      if (std::exchange(has_cut_, !has_cut_) || left < 2) {
        has_cut_ = false;
        return left;
      }
      return std::min(left - 1, (chance % left) | 1u);
  }
  return left;
}

}  // namespace attacca::host
