// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/play_order.hpp"

#include <algorithm>

namespace attacca::host {

tl::expected<std::vector<std::size_t>, std::size_t> play_order(
    std::span<const std::vector<std::size_t>> sources) {
  std::vector<std::size_t> order;
  std::vector<bool> is_placed(sources.size());
  while (order.size() < sources.size()) {
    const std::size_t placed = order.size();
    std::size_t waiting = 0;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      if (is_placed[i]) continue;
      waiting = i;
      if (!std::all_of(sources[i].begin(), sources[i].end(),
                       [&](std::size_t source) { return is_placed[source]; })) {
        continue;
      }
      is_placed[i] = true;
      order.push_back(i);
    }
    if (order.size() > placed) continue;
    // Upstream from one that waits, always to one that waits too: in the end within a circle.
    for (std::size_t step = 0; step < sources.size(); ++step) {
      waiting = *std::find_if(sources[waiting].begin(), sources[waiting].end(),
                              [&](std::size_t source) { return !is_placed[source]; });
    }
    return tl::unexpected(waiting);
  }
  return order;
}

}  // namespace attacca::host
