// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/rt/newest_value.hpp"

#include <memory>
#include <stdexcept>
#include <type_traits>

#include <doctest/doctest.h>

#include "tests/rt/wide_record.hpp"

namespace attacca::rt::test {
namespace {

using Value = NewestValue<WideRecord>;

template <typename End>
concept CanPublish = requires(End& end) { end.publish(WideRecord{}); };
template <typename End>
concept CanUpdateValue = requires(End& end) { end.update([](WideRecord&) {}); };

static_assert(CanPublish<Value> && CanUpdateValue<Value>);
static_assert(!CanPublish<Value::Reader> && !CanUpdateValue<Value::Reader>);
static_assert(!CanPublish<const Value>);
static_assert(!std::is_copy_constructible_v<Value::Reader>);
static_assert(!std::is_move_constructible_v<Value::Reader>);
static_assert(!std::is_convertible_v<Value&, Value::Reader>);
static_assert(!std::is_constructible_v<Value::Reader, const Value&>);

struct Track {
  int name = 0;
  int colour = 0;
  bool operator==(const Track&) const = default;
};

TEST_CASE("a reader starts at the value that is the newest when it joins") {
  NewestValue<int> value(5);
  value.publish(6);
  NewestValue<int>::Reader reader(value);
  CHECK(reader.current() == 6);
  CHECK(reader.revision() == 1);
  CHECK_FALSE(reader.update());
}

TEST_CASE("every publish counts the revision, also of an equal value") {
  NewestValue<int> value;
  NewestValue<int>::Reader reader(value);
  CHECK(value.revision() == 0);
  CHECK(value.publish(1) == 1);
  CHECK(value.publish(1) == 2);
  CHECK(value.revision() == 2);
  CHECK(reader.update());
  CHECK(reader.revision() == 2);
  const auto snapshot = value.snapshot();
  CHECK(snapshot.value == 1);
  CHECK(snapshot.revision == 2);
}

TEST_CASE("an update keeps what it does not touch") {
  NewestValue<Track> value;
  NewestValue<Track>::Reader reader(value);
  value.update([](Track& track) { track.name = 3; });
  value.update([](Track& track) { track.colour = 4; });
  CHECK(value.copy() == Track{3, 4});
  CHECK(reader.read() == Track{3, 4});
}

TEST_CASE("an update that says that nothing changed publishes nothing") {
  NewestValue<Track> value;
  NewestValue<Track>::Reader reader(value);
  CHECK(value.update([](Track& track) {
    track.name = 9;
    return false;
  }) == 0);
  CHECK(value.copy() == Track{});
  CHECK_FALSE(reader.update());
  CHECK(value.update([](Track& track) {
    track.name = 9;
    return true;
  }) == 1);
  CHECK(reader.read() == Track{9, 0});
}

TEST_CASE("an update that throws changes nothing and leaves the writers' mutex free") {
  NewestValue<Track> value(Track{1, 1});
  NewestValue<Track>::Reader reader(value);
  CHECK_THROWS_AS(value.update([](Track& track) {
    track.name = 2;
    throw std::runtime_error("no");
  }),
                  std::runtime_error);
  CHECK(value.copy() == Track{1, 1});
  CHECK_FALSE(reader.update());
  CHECK(value.publish(Track{3, 3}) == 1);
}

TEST_CASE("readers may join and leave in any order while values go on") {
  NewestValue<int> value;
  auto first = std::make_unique<NewestValue<int>::Reader>(value);
  auto second = std::make_unique<NewestValue<int>::Reader>(value);
  auto third = std::make_unique<NewestValue<int>::Reader>(value);
  value.publish(1);
  second.reset();
  value.publish(2);
  CHECK(first->read() == 2);
  CHECK(third->read() == 2);
  third.reset();
  auto fourth = std::make_unique<NewestValue<int>::Reader>(value);
  value.publish(3);
  CHECK(first->read() == 3);
  CHECK(fourth->read() == 3);
  first.reset();
  value.publish(4);
  CHECK(fourth->read() == 4);
}

TEST_CASE("each reader keeps its value however far the others go on") {
  NewestValue<int> value(0);
  NewestValue<int>::Reader slow(value);
  NewestValue<int>::Reader fast(value);
  const int& held = slow.read();
  for (int i = 1; i <= 10; ++i) {
    value.publish(i);
    CHECK(fast.read() == i);
    CHECK(held == 0);
  }
  CHECK(slow.read() == 10);
}

}  // namespace
}  // namespace attacca::rt::test
