// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "params/mark_set.hpp"

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::core {

TEST_CASE("marks are taken once, in order, and any number of times made") {
  MarkSet<> marks(130);
  CHECK_FALSE(marks.any());
  for (const std::size_t index : {129u, 0u, 64u, 63u, 64u}) marks.mark(index);
  CHECK(marks.any());
  std::vector<std::size_t> taken;
  const auto take = [&] { marks.take([&](std::size_t index) { taken.push_back(index); }); };
  take();
  CHECK(taken == std::vector<std::size_t>{0, 63, 64, 129});
  CHECK_FALSE(marks.any());
  take();
  CHECK(taken.size() == 4);
}

TEST_CASE("a mark made while marks are taken is for the next time") {
  MarkSet<> marks(3);
  marks.mark(1);
  int calls = 0;
  marks.take([&](std::size_t index) {
    ++calls;
    marks.mark(index);
  });
  CHECK(calls == 1);
  CHECK(marks.any());
  marks.take([&](std::size_t) { ++calls; });
  CHECK(calls == 2);
}

TEST_CASE("an empty set has no marks") {
  MarkSet<> marks(0);
  marks.take([](std::size_t) { FAIL("nothing was marked"); });
  CHECK_FALSE(marks.any());
}

}  // namespace attacca::core
