// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace parlando::score {

/// Sorts; what is equal keeps its order. [any] (std::stable_sort of libstdc++ 12 calls what C++20
/// has taken out, which Clang says.)
template <typename Value, typename Less>
void sort_stably(std::vector<Value>& all, Less less) {
  std::vector<std::size_t> order(all.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (less(all[a], all[b])) return true;
    return !less(all[b], all[a]) && a < b;
  });
  std::vector<Value> sorted;
  sorted.reserve(all.size());
  for (const std::size_t i : order) sorted.push_back(std::move(all[i]));
  all = std::move(sorted);
}

}  // namespace parlando::score
