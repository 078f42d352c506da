// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/rt/object_handover.hpp"

#include <memory>
#include <type_traits>
#include <utility>

#include <doctest/doctest.h>

namespace attacca::rt::test {
namespace {

struct Counted {
  explicit Counted(int which, int& count) : number(which), alive(count) { ++alive; }
  ~Counted() { --alive; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  int number;
  int& alive;
};

using Handover = ObjectHandover<Counted>;

template <typename End>
concept CanPublish = requires(End& end) { end.publish(std::unique_ptr<Counted>()); };
template <typename End>
concept CanCollect = requires(End& end) { end.collect(); };
template <typename End>
concept CanRead = requires(End& end) { end.read(); };
static_assert(CanPublish<Handover::Writer> && CanCollect<Handover::Writer>);
static_assert(!CanRead<Handover::Writer>);
static_assert(CanRead<Handover::Reader>);
static_assert(!CanPublish<Handover::Reader> && !CanCollect<Handover::Reader>);
static_assert(!std::is_move_constructible_v<Handover>);

TEST_CASE("the newest object arrives, and those never taken are destroyed by the writer") {
  int alive = 0;
  Handover handover;
  CHECK(handover.reader().read() == nullptr);
  for (int i = 1; i <= 5; ++i) {
    handover.writer().publish(std::make_unique<Counted>(i, alive));
    CHECK(alive == 1);
  }
  REQUIRE(handover.reader().update());
  CHECK(handover.reader().current()->number == 5);
  CHECK_FALSE(handover.reader().update());
  CHECK(alive == 1);
}

TEST_CASE("an object that audio has left stays until somebody collects, then goes") {
  int alive = 0;
  Handover handover(std::make_unique<Counted>(0, alive));
  handover.writer().publish(std::make_unique<Counted>(1, alive));
  CHECK(alive == 2);
  CHECK(handover.reader().read()->number == 1);
  CHECK(alive == 2);  // audio frees nothing
  CHECK(handover.writer().collect() == 1);
  CHECK(alive == 1);
  CHECK(handover.writer().collect() == 0);
  CHECK(handover.reader().current()->number == 1);
}

TEST_CASE("a publish collects too, so that nothing piles up") {
  int alive = 0;
  Handover handover;
  for (int i = 0; i < 100; ++i) {
    handover.writer().publish(std::make_unique<Counted>(i, alive));
    CHECK(handover.reader().read()->number == i);
    CHECK(alive <= 2);
  }
}

TEST_CASE("publishing null takes the object away from audio") {
  int alive = 0;
  Handover handover(std::make_unique<Counted>(0, alive));
  handover.writer().publish(nullptr);
  CHECK(handover.reader().current() != nullptr);
  CHECK(handover.reader().read() == nullptr);
  handover.writer().collect();
  CHECK(alive == 0);
}

TEST_CASE("the hand-over destroys what is left, wherever it is") {
  int alive = 0;
  {
    Handover handover(std::make_unique<Counted>(0, alive));
    handover.writer().publish(std::make_unique<Counted>(1, alive));
    handover.reader().update();                                      // 0 has come back
    handover.writer().publish(std::make_unique<Counted>(2, alive));  // frees 0
    handover.reader().update();                                      // 1 has come back
    const int uncollected = alive;
    CHECK(uncollected == 2);
    auto never_taken = std::make_unique<Counted>(3, alive);
    Handover other(std::move(never_taken));
    other.writer().publish(std::make_unique<Counted>(4, alive));
    CHECK(alive == 4);
  }
  CHECK(alive == 0);
}

}  // namespace
}  // namespace attacca::rt::test
