// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/link.hpp"

#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <sys/socket.h>

namespace attacca::dev {
namespace {

using Told = std::vector<std::pair<Word, std::string>>;

bool receive(Link& link, Told& told) {
  return link.receive([&told](Word word, std::span<const std::byte> bytes) {
    told.emplace_back(word, text_of(bytes));
  });
}

TEST_CASE("words arrive whole and in order, and without waiting") {
  auto link = Link::pair();
  REQUIRE(link);
  Told told;
  CHECK(receive(link->parent, told));
  CHECK(told.empty());
  CHECK(link->child.send(Word::said, "one"));
  CHECK(link->child.send(Word::passed));
  CHECK(receive(link->parent, told));
  CHECK(told == Told{{Word::said, "one"}, {Word::passed, ""}});
}

TEST_CASE("a state that is larger than what a socket holds arrives") {
  auto link = Link::pair();
  REQUIRE(link);
  const std::string large(5'000'000, 'x');
  std::thread sender([&] { CHECK(link->child.send(Word::state, large)); });
  Told told;
  while (told.empty() && receive(link->parent, told)) std::this_thread::yield();
  sender.join();
  REQUIRE(told.size() == 1);
  CHECK(told[0].second == large);
}

TEST_CASE("a peer that has gone is an answer, after what it had said") {
  auto link = Link::pair();
  REQUIRE(link);
  CHECK(link->child.send(Word::said, "last"));
  {
    const Link gone = std::move(link->child);
  }
  Told told;
  CHECK_FALSE(receive(link->parent, told));
  CHECK(told == Told{{Word::said, "last"}});
  CHECK_FALSE(link->parent.send(Word::quit));
}

TEST_CASE("what makes no sense is not waited for") {
  auto link = Link::pair();
  REQUIRE(link);
  const unsigned char nonsense[] = {1, 0xFF, 0xFF, 0xFF, 0xFF};
  REQUIRE(::send(link->child.descriptor(), nonsense, sizeof nonsense, 0) == 5);
  Told told;
  CHECK_FALSE(receive(link->parent, told));
  CHECK(told.empty());
}

}  // namespace
}  // namespace attacca::dev
