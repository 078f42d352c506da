// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/outbox.hpp"

#include <doctest/doctest.h>

#include "fake_wire.hpp"

namespace parlando::test {
namespace {

constexpr SocketAddress kDaw{SocketAddress::kLoopback, 9100};
constexpr SocketAddress kOther{SocketAddress::kLoopback, 9200};

WholeNote note(std::uint64_t id, std::int32_t seq) {
  WholeNote message;
  message.id = {id};
  message.seq = seq;
  message.duration = 1;
  return message;
}

}  // namespace

TEST_CASE("messages of one time to one process share packets of at most 1400 bytes, in order") {
  FakeWire wire;
  Outbox outbox(wire, "");
  const When when = When::at(osc_time::from_unix_nanoseconds(1'700'000'000 * kSecond));
  for (std::int32_t i = 1; i <= 100; ++i) outbox.put(kDaw, when, note(1, i));
  outbox.put(kDaw, When::at_beat(3.5), note(1, 101));
  outbox.put(kDaw, When::next_block(), note(1, 102));
  outbox.put(kOther, when, note(2, 1));
  outbox.flush({});
  CHECK(wire.largest <= kLargestPacketSent);
  CHECK(wire.packets.size() < 15);
  CHECK(wire.counts.rejected == 0);
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 103);
  for (std::size_t i = 0; i < 102; ++i) {
    CHECK(notes[i].first.seq == static_cast<std::int32_t>(i) + 1);
  }
  CHECK(notes[0].second.time == when.time);
  CHECK(notes[100].second.kind == When::Kind::beat);
  CHECK(notes[100].second.beat == 3.5);
  CHECK(notes[101].second.kind == When::Kind::next_block);
  CHECK_FALSE(outbox.is_waiting());
}

TEST_CASE("a burst leaves 92 packets of room in no receiver's buffer behind, and goes on in time") {
  FakeWire wire;
  Outbox outbox(wire, "");
  Moment now{kSecond, 0};
  for (std::int32_t i = 0; i < 500; ++i) {
    outbox.put(kDaw, When::at_beat(i), note(1, i + 1));
  }
  outbox.flush(now);
  CHECK(wire.packets.size() == Outbox::kBurst);
  CHECK(outbox.is_waiting());
  outbox.flush(now);
  CHECK(wire.packets.size() == Outbox::kBurst);
  outbox.flush(now.after(kMillisecond));
  CHECK(wire.packets.size() == Outbox::kBurst + Outbox::kPerMillisecond);
  for (std::int64_t i = 2; i <= 100; ++i) outbox.flush(now.after(i * kMillisecond));
  CHECK(wire.packets.size() == 500);
  CHECK_FALSE(outbox.is_waiting());
  CHECK(outbox.dropped() == 0);
}

TEST_CASE("what the system does not take is offered again, and nothing overtakes it") {
  FakeWire wire;
  wire.room = 1;
  Outbox outbox(wire, "");
  for (std::int32_t i = 0; i < 3; ++i) outbox.put(kDaw, When::at_beat(i), note(1, i + 1));
  outbox.flush({kSecond, 0});
  CHECK(wire.packets.size() == 1);
  wire.room = 10;
  outbox.flush({2 * kSecond, 0});
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 3);
  CHECK(notes[2].first.seq == 3);
}

TEST_CASE("what the system does not take for long is dropped, counted and never played late") {
  FakeWire wire;
  wire.room = 0;
  Outbox outbox(wire, "");
  outbox.put(kDaw, When::at_beat(1), note(1, 1));
  outbox.flush({kSecond, 0});
  outbox.put(kDaw, When::at_beat(2), note(1, 2));
  outbox.flush({kSecond + Outbox::kMostRefused, 0});
  CHECK_FALSE(outbox.is_waiting());
  CHECK(outbox.dropped() == 2);
  wire.room = 10;
  outbox.put(kDaw, When::at_beat(3), note(1, 3));
  outbox.flush({3 * kSecond, 0});
  REQUIRE(wire.all<WholeNote>().size() == 1);
  CHECK(wire.all<WholeNote>()[0].first.seq == 3);
}

TEST_CASE("off loopback each packet carries the key") {
  FakeWire wire;
  wire.key = "secret";
  Outbox outbox(wire, "secret");
  outbox.put(kDaw, When::at_beat(1), note(1, 1));
  outbox.flush({kSecond, 0});
  wire.key = "another";
  outbox.put(kDaw, When::at_beat(1), note(1, 2));
  outbox.flush({kSecond, 0});
  CHECK(wire.all<WholeNote>().size() == 1);
  CHECK(wire.counts.rejected == 1);
}

}  // namespace parlando::test
