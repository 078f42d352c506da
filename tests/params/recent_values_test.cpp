// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "params/recent_values.hpp"

#include <doctest/doctest.h>

namespace attacca::test {

using core::RecentValues;
using Match = RecentValues::Match;

TEST_CASE("values that come back in order are recognised, each once") {
  RecentValues values(8);
  for (const double value : {0.9, 0.8, 0.7, 0.6}) values.push(3, value, 100);
  values.push(4, 0.5, 100);
  CHECK(values.match(3, 0.8, 0) == Match::older);
  CHECK(values.match(3, 0.9, 0) == Match::none);  // it was before the one that has come
  CHECK(values.match(3, 0.8, 0) == Match::none);
  CHECK(values.match(3, 0.5, 0) == Match::none);
  CHECK(values.match(3, 0.6, 0) == Match::newest);
  CHECK(values.match(3, 0.7, 0) == Match::none);
  CHECK(values.match(4, 0.5, 0) == Match::newest);
}

TEST_CASE("float is near enough, a neighbour is not") {
  RecentValues values(8);
  values.push(0, 0.1, 100);
  CHECK(values.match(0, 0.10001, 0) == Match::none);
  CHECK(values.match(0, static_cast<double>(0.1f), 0) == Match::newest);
}

TEST_CASE("values are forgotten when they expire, are told to be, or are too many") {
  RecentValues values(4);
  values.push(0, 0.1, 10);
  CHECK(values.match(0, 0.1, 10) == Match::none);
  values.push(0, 0.2, 100);
  values.forget(0);
  CHECK(values.match(0, 0.2, 11) == Match::none);
  for (int i = 0; i < 6; ++i) values.push(0, 0.1 * i, 100);
  CHECK(values.match(0, 0.1, 12) == Match::none);
  CHECK(values.match(0, 0.2, 12) == Match::older);
  CHECK(values.match(0, 0.5, 12) == Match::newest);
}

TEST_CASE("a value that was given twice is first the earlier one") {
  RecentValues values(8);
  for (const double value : {0.5, 0.6, 0.5}) values.push(0, value, 100);
  CHECK(values.match(0, 0.5, 0) == Match::older);
  CHECK(values.match(0, 0.6, 0) == Match::older);
  CHECK(values.match(0, 0.5, 0) == Match::newest);
}

}  // namespace attacca::test
