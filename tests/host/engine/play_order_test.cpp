// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/play_order.hpp"

#include <doctest/doctest.h>

namespace attacca::host::test {

using Sources = std::vector<std::vector<std::size_t>>;
using Order = std::vector<std::size_t>;

TEST_CASE("tracks are played in their order, but after those whose notes they get") {
  CHECK(play_order(Sources{}) == Order{});
  CHECK(play_order(Sources{{}, {}, {}}) == Order{0, 1, 2});
  CHECK(play_order(Sources{{1}, {2}, {}}) == Order{2, 1, 0});
  CHECK(play_order(Sources{{}, {0, 3}, {}, {}}) == Order{0, 2, 3, 1});
}

TEST_CASE("tracks in a circle are found, and one of it is named") {
  CHECK(play_order(Sources{{0}}).error() == 0);
  const auto circle = play_order(Sources{{1}, {2}, {3}, {2}});
  REQUIRE_FALSE(circle.has_value());
  CHECK((circle.error() == 2 || circle.error() == 3));
}

}  // namespace attacca::host::test
