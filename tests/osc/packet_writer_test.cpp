// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "osc/packet_writer.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "osc/packet_reader.hpp"

namespace attacca::osc::test {
namespace {

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct Counting final : PacketVisitor {
  void message(const Message& message) noexcept override {
    ++messages;
    last = message;
  }
  int messages = 0;
  Message last;
};

}  // namespace

TEST_CASE("a message is written as the specification shows it") {
  std::array<std::byte, 64> room;
  PacketWriter writer(room);
  writer.message("/foo", "iisff").add_int32(1000).add_int32(-1).add_text("hello");
  writer.add_float(1.234f).add_float(5.678f);
  REQUIRE(writer.fits());
  const char expected[] =
      "/foo\0\0\0\0,"
      "iisff\0\0\0\0\x03\xe8\xff\xff\xff\xffhello\0\0\0\x3f\x9d\xf3\xb6\x40\xb5\xb2\x2d";
  CHECK(text_of(writer.bytes()) == std::string(expected, sizeof expected - 1));
}

TEST_CASE("what is written in bundles comes back") {
  std::array<std::byte, 256> room;
  room.fill(std::byte{0xAA});
  PacketWriter writer(room);
  const std::array<std::byte, 3> blob = {std::byte{1}, std::byte{2}, std::byte{3}};
  writer.begin_bundle({42});
  writer.message("/a", "h").add_int64(-2);
  writer.begin_bundle({});
  writer.message("/b", "TdbtF").add_double(0.5).add_blob(blob).add_time_tag({7});
  writer.end_bundle();
  writer.message("/c", "");
  writer.end_bundle();
  REQUIRE(writer.fits());
  Counting seen;
  REQUIRE(!visit_packet(writer.bytes(), seen));
  CHECK(seen.messages == 3);
  CHECK(seen.last.address == "/c");
}

TEST_CASE("what finds no room is left out whole, and the packet before it stands") {
  std::array<std::byte, 64> room;
  PacketWriter writer(room);
  writer.begin_bundle({});
  writer.message("/a", "i").add_int32(1);
  const auto mark = writer.mark();
  writer.message("/much/too/long/an/address/for/the/room", "s").add_text("and a text");
  CHECK(!writer.fits());
  writer.back_to(mark);
  CHECK(writer.fits());
  writer.message("/b", "i").add_int32(2);
  writer.end_bundle();
  Counting seen;
  REQUIRE(!visit_packet(writer.bytes(), seen));
  CHECK(seen.messages == 2);
  CHECK(seen.last.arguments().integer() == 2);
}

TEST_CASE("the text of the types may go when the last argument is there") {
  std::array<std::byte, 64> room{};
  PacketWriter writer(room);
  writer.begin_bundle({});
  {
    std::string types = "iTF";
    writer.message("/a", types).add_int32(1);
    types.assign(3, 'i');  // as memory that somebody else has by now
  }
  writer.end_bundle();
  CHECK(writer.fits());
}

TEST_CASE("no byte is written behind the room, whatever its size") {
  for (std::size_t size = 0; size < 96; ++size) {
    std::array<std::byte, 128> room;
    room.fill(std::byte{0x55});
    PacketWriter writer(std::span<std::byte>(room).first(size));
    writer.begin_bundle({});
    writer.message("/abc/def", "sib").add_text("hello").add_int32(1).add_blob({});
    writer.begin_bundle({});
    writer.message("/x", "d").add_double(1);
    writer.end_bundle();
    writer.end_bundle();
    for (std::size_t i = size; i < room.size(); ++i) REQUIRE(room[i] == std::byte{0x55});
    if (writer.fits()) CHECK(!check_packet(writer.bytes()));
  }
}

}  // namespace attacca::osc::test
