// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/protocol/packet.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace parlando::test {
namespace {

struct Item {
  FromConductor message;
  When when;
};

struct Receiver {
  bool receive(std::span<const std::byte> packet, std::string_view key = {}) {
    return read_packet<FromConductor>(packet, key, counts,
                                      [&](const FromConductor& message, const When& when) noexcept {
                                        items.push_back({message, when});
                                      });
  }
  PacketCounts counts;
  std::vector<Item> items;
};

NoteOnFor note(std::int32_t seq) {
  NoteOnFor message;
  message.id = {5};
  message.seq = seq;
  return message;
}

}  // namespace

TEST_CASE("messages carry the time of their packet") {
  PacketBuilder builder;
  Receiver receiver;
  builder.begin(When::next_block());
  REQUIRE(builder.add(note(1)));
  REQUIRE(receiver.receive(builder.finish()));
  builder.begin(When::at({77}));
  REQUIRE(builder.add(note(2)));
  REQUIRE(builder.add(note(3)));
  REQUIRE(receiver.receive(builder.finish()));
  builder.begin(When::at_beat(16.5));
  REQUIRE(builder.add(note(4)));
  REQUIRE(receiver.receive(builder.finish()));
  REQUIRE(receiver.items.size() == 4);
  CHECK(receiver.items[0].when.kind == When::Kind::next_block);
  CHECK(receiver.items[1].when.kind == When::Kind::time);
  CHECK(receiver.items[2].when.time == osc_time{77});
  CHECK(receiver.items[3].when.kind == When::Kind::beat);
  CHECK(receiver.items[3].when.beat == 16.5);
}

TEST_CASE("a packet takes what fits, and says when it is full") {
  PacketBuilder builder;
  builder.begin(When::next_block());
  int added = 0;
  while (builder.add(note(added + 1))) ++added;
  const auto packet = builder.finish();
  CHECK(packet.size() <= kLargestPacketSent);
  CHECK(packet.size() > kLargestPacketSent - 100);
  Receiver receiver;
  REQUIRE(receiver.receive(packet));
  CHECK(receiver.items.size() == static_cast<std::size_t>(added));
}

TEST_CASE("one mistake anywhere drops the packet whole, and is counted with its reason") {
  PacketBuilder builder;
  builder.begin(When::next_block());
  REQUIRE(builder.add(note(1)));
  NoteOnFor wrong = note(2);
  wrong.key = 128;
  REQUIRE(builder.add(wrong));
  Receiver receiver;
  CHECK(!receiver.receive(builder.finish()));
  CHECK(receiver.items.empty());
  CHECK(receiver.counts.packets == 1);
  CHECK(receiver.counts.rejected == 1);
  CHECK(std::string(receiver.counts.last_error) == "a key is not 0 to 127");
  const std::string garbage = "garbage!";
  CHECK(!receiver.receive(std::as_bytes(std::span(garbage.data(), garbage.size()))));
  CHECK(receiver.counts.rejected == 2);
}

TEST_CASE("an unknown address is passed over and counted; the rest of its packet holds") {
  std::array<std::byte, 200> room;
  attacca::osc::PacketWriter writer(room);
  writer.begin_bundle({});
  writer.message("/parlando/of/the/future", "i").add_int32(1);
  encode(writer, note(7));
  writer.end_bundle();
  Receiver receiver;
  REQUIRE(receiver.receive(writer.bytes()));
  CHECK(receiver.items.size() == 1);
  CHECK(receiver.counts.unknown == 1);
}

TEST_CASE("where a key is asked for, nothing gets in without it") {
  Receiver receiver;
  PacketBuilder keyed("opus 131");
  keyed.begin(When::at_beat(2));
  REQUIRE(keyed.add(note(1)));
  const auto packet = keyed.finish();
  CHECK(receiver.receive(packet, "opus 131"));
  REQUIRE(receiver.items.size() == 1);
  CHECK(receiver.items[0].when.beat == 2.0);
  CHECK(!receiver.receive(packet, "opus 132"));
  CHECK(!receiver.receive(packet, "opus 13"));
  CHECK(receiver.receive(packet));  // nobody asks for it here
  PacketBuilder open;
  open.begin(When::next_block());
  REQUIRE(open.add(note(1)));
  CHECK(!receiver.receive(open.finish(), "opus 131"));
  CHECK(receiver.counts.rejected == 3);
  CHECK(receiver.items.size() == 2);
}

TEST_CASE("keys are compared whole") {
  CHECK(is_same_key("", ""));
  CHECK(is_same_key("abc", "abc"));
  CHECK(!is_same_key("abc", "abcabc"));
  CHECK(!is_same_key("abcabc", "abc"));
  CHECK(!is_same_key("", "a"));
  CHECK(!is_same_key("a", ""));
}

TEST_CASE("a beat that comes later in its bundle is no time") {
  std::array<std::byte, 200> room;
  attacca::osc::PacketWriter writer(room);
  writer.begin_bundle({});
  encode(writer, note(1));
  writer.message("/parlando/beat", "d").add_double(3);
  writer.end_bundle();
  Receiver receiver;
  REQUIRE(receiver.receive(writer.bytes()));
  CHECK(receiver.items[0].when.kind == When::Kind::next_block);
  CHECK(receiver.counts.unknown == 1);
}

}  // namespace parlando::test
