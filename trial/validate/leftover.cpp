// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/leftover.hpp"

#include <algorithm>
#include <limits>

namespace attacca::validate {

Leftover leftover_in(std::span<const std::size_t> used, bool is_counted) {
  Leftover leftover{static_cast<int>(used.size()), 0, is_counted};
  const std::size_t first = used.size() / 4;
  const std::size_t intervals = used.size() > first ? used.size() - 1 - first : 0;
  const std::size_t stretches = std::min<std::size_t>(3, intervals);
  if (stretches == 0) return leftover;
  leftover.bytes_each = std::numeric_limits<std::ptrdiff_t>::max();
  for (std::size_t i = 0; i < stretches; ++i) {
    const std::size_t from = first + intervals * i / stretches;
    const std::size_t to = first + intervals * (i + 1) / stretches;
    const auto grown =
        static_cast<std::ptrdiff_t>(used[to]) - static_cast<std::ptrdiff_t>(used[from]);
    leftover.bytes_each =
        std::min(leftover.bytes_each, grown / static_cast<std::ptrdiff_t>(to - from));
  }
  return leftover;
}

}  // namespace attacca::validate
