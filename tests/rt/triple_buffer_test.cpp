// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/rt/triple_buffer.hpp"

#include <cstddef>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/rt/wide_record.hpp"

namespace attacca::rt::test {
namespace {

using Buffer = TripleBuffer<WideRecord>;
using VectorBuffer = TripleBuffer<std::vector<float>>;

template <typename End, typename T>
concept CanPublish = requires(End& end, const T& value) { end.publish(value); };
template <typename End>
concept CanRead = requires(End& end) { end.read(); };

// Wrong use does not compile.
static_assert(CanPublish<Buffer::Writer, WideRecord> && !CanRead<Buffer::Writer>);
static_assert(CanRead<Buffer::Reader> && !CanPublish<Buffer::Reader, WideRecord>);
static_assert(!CanRead<const Buffer::Reader>);
static_assert(!CanPublish<VectorBuffer::Writer, std::vector<float>>);  // would allocate
static_assert(!std::is_copy_constructible_v<Buffer> && !std::is_move_constructible_v<Buffer>);
static_assert(!std::is_move_constructible_v<Buffer::Reader>);
static_assert(!std::is_move_constructible_v<Buffer::Writer>);
static_assert(!std::is_default_constructible_v<Buffer::Reader>);
static_assert(
    std::is_const_v<std::remove_reference_t<decltype(std::declval<Buffer>().reader().read())>>);

TEST_CASE("a reader that reads before the first publish gets the constructed value") {
  TripleBuffer<WideRecord> buffer(WideRecord::numbered(7));
  CHECK_FALSE(buffer.reader().update());
  CHECK(buffer.reader().current().number() == 7U);
  CHECK(buffer.reader().read().number() == 7U);
}

TEST_CASE("update says whether something newer came, once") {
  TripleBuffer<int> buffer(0);
  CHECK_FALSE(buffer.reader().update());
  buffer.writer().publish(1);
  buffer.writer().publish(2);
  CHECK(buffer.reader().current() == 0);
  CHECK(buffer.reader().update());
  CHECK(buffer.reader().current() == 2);
  CHECK_FALSE(buffer.reader().update());
  CHECK(buffer.reader().current() == 2);
}

TEST_CASE("any order of publishes and reads gives the newest, and a held value stays") {
  // All sequences of 12 steps, each a publish or a read.
  for (unsigned pattern = 0; pattern < 1U << 12; ++pattern) {
    TripleBuffer<unsigned> buffer(0U);
    unsigned published = 0;
    unsigned held = 0;
    for (unsigned step = 0; step < 12; ++step) {
      if ((pattern >> step & 1U) != 0) {
        buffer.writer().publish(++published);
      } else {
        held = buffer.reader().read();
        REQUIRE(held == published);
      }
      REQUIRE(buffer.reader().current() == held);
    }
  }
}

TEST_CASE("a preallocated value is filled in place and never moves to another allocation") {
  VectorBuffer buffer(std::size_t{64}, 0.5F);
  CHECK(buffer.reader().read().size() == 64);
  CHECK(buffer.reader().read()[63] == 0.5F);
  std::vector<const float*> places;
  for (int i = 0; i < 6; ++i) {
    buffer.writer().publish_with([&](std::vector<float>& slot) {
      for (float& sample : slot) sample = static_cast<float>(i);
    });
    CHECK(buffer.reader().read()[63] == static_cast<float>(i));
    places.push_back(buffer.reader().current().data());
  }
  // Three slots in turn, the same ones again and again.
  for (std::size_t i = 0; i < 3; ++i) CHECK(places[i] == places[i + 3]);
  CHECK(places[0] != places[1]);
  CHECK(places[1] != places[2]);
}

TEST_CASE("a fill that throws publishes nothing") {
  TripleBuffer<int> buffer(0);
  buffer.writer().publish(1);
  CHECK_THROWS_AS(buffer.writer().publish_with([](int& slot) {
    slot = 99;
    throw std::runtime_error("no");
  }),
                  std::runtime_error);
  CHECK(buffer.reader().read() == 1);
  buffer.writer().publish(2);
  CHECK(buffer.reader().read() == 2);
}

TEST_CASE("the slots and both ends lie on cache lines of their own") {
  // Three slots, the shared word, and two ends.
  static_assert(alignof(TripleBuffer<int>) == detail::kCacheLineSize);
  static_assert(sizeof(TripleBuffer<int>) == 6 * detail::kCacheLineSize);
}

}  // namespace
}  // namespace attacca::rt::test
