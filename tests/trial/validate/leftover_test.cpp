// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/leftover.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace attacca::validate {
namespace {

TEST_CASE("a kilobyte each time is a leak") {
  std::vector<std::size_t> used(80);
  for (std::size_t i = 0; i < used.size(); ++i) used[i] = 5'000'000 + i * 1024;
  const Leftover leftover = leftover_in(used, true);
  CHECK(leftover.bytes_each == 1024);
  CHECK(leftover.is_leak());
  CHECK(leftover.text() == "left 1024 bytes behind each");
}

TEST_CASE("what fills up once is none, whenever it does") {
  for (std::size_t when = 0; when < 80; ++when) {
    std::vector<std::size_t> used(80, 5'000'000);
    for (std::size_t i = when; i < used.size(); ++i) used[i] += 300'000;
    CAPTURE(when);
    CHECK_FALSE(leftover_in(used, true).is_leak());
  }
}

TEST_CASE("memory that shrinks is none, and too few times say nothing") {
  const std::vector<std::size_t> shrinking{9000, 8000, 7000, 6000};
  CHECK_FALSE(leftover_in(shrinking, true).is_leak());
  const std::vector<std::size_t> once{9000};
  CHECK(leftover_in(once, true).bytes_each == 0);
  CHECK(leftover_in({}, true).bytes_each == 0);
}

TEST_CASE("a slow plugin's three times are enough for a leak") {
  const std::vector<std::size_t> used{1000, 2024, 3048};
  CHECK(leftover_in(used, true).bytes_each == 1024);
  CHECK(leftover_in(used, true).tells());
}

TEST_CASE("three times say nothing where memory is counted by pages") {
  const std::vector<std::size_t> three{1 << 20, 2 << 20, 3 << 20};
  CHECK_FALSE(leftover_in(three, false).tells());
  std::vector<std::size_t> eight;
  for (std::size_t i = 1; i <= 8; ++i) eight.push_back(i << 20);
  CHECK(leftover_in(eight, false).tells());
  CHECK(leftover_in(eight, false).is_leak());
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("malloc's count sees a kilobyte") {
  const auto before = allocated_bytes();
  REQUIRE(before);
  // More than the C library keeps at hand for itself: those it counts as given out.
  std::vector<std::vector<char>> kept(100, std::vector<char>(1024));
  CHECK(*allocated_bytes() >= *before + 90 * 1024);
  CHECK(*allocated_bytes() < *before + 120 * 1024);
}
#endif

}  // namespace
}  // namespace attacca::validate
