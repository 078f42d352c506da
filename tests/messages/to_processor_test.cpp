// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/messages/to_processor.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace attacca {

TEST_CASE("process() receives every item that was taken, in order; the rest is said and counted") {
  ToProcessor<int> commands(4);
  for (int i = 0; i < 6; ++i) CHECK(commands.send(i) == (i < 4));
  CHECK(commands.overflows() == 2);
  std::vector<int> items;
  CHECK(commands.receive([&](int item) { items.push_back(item); }) == 4);
  CHECK(items == std::vector<int>{0, 1, 2, 3});
  CHECK(commands.receive([](int) { FAIL("there is nothing more"); }) == 0);
}

TEST_CASE("what is sent while a block receives waits for the next one: a block is bounded") {
  ToProcessor<int> commands(4);
  CHECK(commands.send(1));
  std::vector<int> first, second;
  commands.receive([&](int item) {
    first.push_back(item);
    (void)commands.send(item + 1);
  });
  commands.receive([&](int item) { second.push_back(item); });
  CHECK(first == std::vector<int>{1});
  CHECK(second == std::vector<int>{2});
}

}  // namespace attacca
