// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/ask_again.hpp"

#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/latch.hpp"

namespace attacca::core {
namespace {

using test::Latch;
using Requests = AskAgain::Requests;

TEST_CASE("what is left for later is asked with the next question") {
  std::vector<Requests> rounds;
  const auto once = [&](Requests requests) noexcept { rounds.push_back(requests); };
  AskAgain asker;
  asker.leave(4);
  CHECK(asker.anything_left());
  CHECK(asker.ask(1, once));
  CHECK_FALSE(asker.anything_left());
  CHECK(rounds == std::vector<Requests>{5});
  CHECK(asker.ask(0, once));
  CHECK(rounds.size() == 1);
}

TEST_CASE("a request out of an answer is asked before the first one ends") {
  AskAgain asker;
  std::vector<Requests> rounds;
  CHECK(asker.ask(1, [&](Requests requests) noexcept {
    rounds.push_back(requests);
    if (rounds.size() > 1) return;
    CHECK(asker.ask(2, [](Requests) noexcept { FAIL("two questions at once"); }));
  }));
  CHECK(rounds == std::vector<Requests>{1, 2});
}

TEST_CASE("a request from another thread is left with the one that asks, which asks again") {
  AskAgain asker;
  Latch asking;
  Latch go_on;
  std::vector<Requests> rounds;
  std::thread first([&] {
    CHECK(asker.ask(1, [&](Requests requests) noexcept {
      rounds.push_back(requests);
      asking.open();
      go_on.wait();
    }));
  });
  asking.wait();
  CHECK(asker.ask(1, [](Requests) noexcept { FAIL("two questions at once"); }));
  go_on.open();
  first.join();
  CHECK(rounds == std::vector<Requests>{1, 1});
}

TEST_CASE("a host that announces something with each answer is left in the end, and asked later") {
  AskAgain asker;
  int rounds = 0;
  const auto restless = [&](Requests) noexcept {
    ++rounds;
    asker.leave(1);
  };
  CHECK_FALSE(asker.ask(1, restless));
  CHECK(rounds > 1);
  CHECK(rounds < 100);
  CHECK(asker.anything_left());
  CHECK(asker.ask(0, [&](Requests) noexcept { ++rounds; }));
  CHECK_FALSE(asker.anything_left());
}

}  // namespace
}  // namespace attacca::core
