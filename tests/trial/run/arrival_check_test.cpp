// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/arrival_check.hpp"

#include <doctest/doctest.h>

using attacca::trial::ArrivalCheck;

TEST_CASE("audio is judged when the callback has ended, neither before nor later") {
  ArrivalCheck check;
  check.expect({7}, 12);
  check.look(3, 11);
  CHECK(check.is_open());
  CHECK_FALSE(check.last().has_value());
  check.look(3, 12);
  CHECK_FALSE(check.is_open());
  CHECK(check.last() == false);
  CHECK(check.lost() == 1);
  check.look(7, 13);  // too late
  CHECK(check.lost() == 1);
}

TEST_CASE("audio that has the value in time has it") {
  ArrivalCheck check;
  check.expect({7, 8}, 12);
  check.look(8, 12);
  CHECK(check.last() == true);
  CHECK(check.made() == 1);
  CHECK(check.lost() == 0);
}

TEST_CASE("an editor may take its time, but not for ever") {
  ArrivalCheck check;
  check.expect({7}, std::nullopt);
  check.look(3, 0);
  CHECK(check.is_open());
  check.look(7, 0);
  CHECK(check.last() == true);
}

TEST_CASE("a parameter that cannot be read is a value that was not seen") {
  ArrivalCheck check;
  check.expect({0}, 1);
  check.look(std::nullopt, 1);
  CHECK(check.last() == false);
}

TEST_CASE("a new watch takes the place of an open one, which does not count") {
  ArrivalCheck check;
  check.expect({1}, 5);
  check.expect({2}, 9);
  check.look(2, 9);
  CHECK(check.made() == 1);
  CHECK(check.last() == true);
  check.expect({3}, 20);
  check.give_up();
  CHECK_FALSE(check.is_open());
  CHECK_FALSE(check.last().has_value());
  CHECK(check.made() == 1);
}
