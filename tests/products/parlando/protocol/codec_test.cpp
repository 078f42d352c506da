// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/protocol/codec.hpp"

#include <array>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "parlando/protocol/expression_kind.hpp"

namespace parlando::test {
namespace {

using attacca::osc::Message;
using attacca::osc::PacketVisitor;
using attacca::osc::PacketWriter;

template <typename V>
struct Decoded final : PacketVisitor {
  void message(const Message& message) noexcept override { state = decode(message, value); }
  V value;
  Decoding state;
};

template <typename V, typename M>
M there_and_back(const M& message) {
  std::array<std::byte, 1400> room;
  PacketWriter writer(room);
  encode(writer, V(message));
  REQUIRE(writer.fits());
  Decoded<V> decoded;
  REQUIRE(!visit_packet(writer.bytes(), decoded));
  REQUIRE_MESSAGE(decoded.state.state == Decoding::State::decoded, decoded.state.what);
  REQUIRE(std::holds_alternative<M>(decoded.value));
  return std::get<M>(decoded.value);
}

template <typename V, typename Write>
std::string what(Write&& write) {
  std::array<std::byte, 1400> room;
  PacketWriter writer(room);
  write(writer);
  Decoded<V> decoded;
  REQUIRE(!visit_packet(writer.bytes(), decoded));
  if (decoded.state.state == Decoding::State::unknown) return "unknown";
  return decoded.state.what;
}

/// Goes through the wire and comes back with the same bytes.
template <typename V, std::size_t I = 0>
void check_all_alternatives() {
  if constexpr (I < std::variant_size_v<V>) {
    using M = std::variant_alternative_t<I, V>;
    M message;
    std::array<std::byte, 1400> first_room;
    PacketWriter first(first_room);
    encode(first, V(message));
    Decoded<V> decoded;
    REQUIRE(!visit_packet(first.bytes(), decoded));
    CAPTURE(M::address);
    // Ids are missing, so that most are wrong; all are recognised.
    CHECK(decoded.state.state != Decoding::State::unknown);
    CHECK(decoded.value.index() == I);
    check_all_alternatives<V, I + 1>();
  }
}

}  // namespace

TEST_CASE("every message has an address of its own") {
  check_all_alternatives<FromMusician>();
  check_all_alternatives<FromConductor>();
}

TEST_CASE("an announcement comes back as it was sent") {
  Announce sent;
  sent.id = {0xFEDCBA9876543210};
  sent.seq = 1;
  sent.process = {2};
  sent.port = 12345;
  sent.version = 1;
  sent.role.assign("notes");
  sent.name.assign("Violin 1 \u266B");
  sent.name_source.assign("track");
  sent.color = 0xFF8800;
  sent.instrument.assign("solo-violin");
  sent.sample_rate = 44100;
  const Announce got = there_and_back<FromMusician>(sent);
  CHECK(got.id == sent.id);
  CHECK(got.name == sent.name);
  CHECK(got.color == sent.color);
  CHECK(got.sample_rate == 44100.0);
  CHECK(text_of(got.id) == "fedcba9876543210");
}

TEST_CASE("a curve keeps its expression") {
  Curve sent;
  sent.seq = 9;
  sent.target.assign("cc 11");
  sent.to = 1;
  sent.duration = 2.5;
  sent.shape.assign("=sin(t*pi/2)^2");
  const Curve got = there_and_back<FromConductor>(sent);
  CHECK(got.shape.view() == "=sin(t*pi/2)^2");
  CHECK(got.target.view() == "cc 11");
  CHECK(got.duration == 2.5);
}

TEST_CASE("other programs may send ids as digits and numbers of any type") {
  CHECK(what<FromConductor>([](PacketWriter& writer) {
          writer.message("/parlando/note", "sfdiifs").add_text("00000000000000FF").add_float(3);
          writer.add_double(64).add_int32(1).add_int32(0).add_float(-1).add_text("no number");
        }) == "a finite number is missing");
  std::array<std::byte, 200> room;
  PacketWriter writer(room);
  writer.message("/parlando/note", "sfdiifis").add_text("00000000000000FF").add_float(3);
  writer.add_double(64).add_int32(1).add_int32(0).add_float(-1).add_int32(2).add_text("more");
  Decoded<FromConductor> decoded;
  REQUIRE(!visit_packet(writer.bytes(), decoded));
  REQUIRE(decoded.state.state == Decoding::State::decoded);
  const auto& note = std::get<WholeNote>(decoded.value);
  CHECK(note.id == Id{255});
  CHECK(note.key == 64);
  CHECK(note.duration == 2.0);
}

TEST_CASE("what is out of range is named") {
  const auto note = [](std::int32_t key, float velocity, std::int32_t channel) {
    return what<FromConductor>([&](PacketWriter& writer) {
      writer.message("/parlando/note/on", "hiifii").add_int64(1).add_int32(1).add_int32(key);
      writer.add_float(velocity).add_int32(channel).add_int32(-1);
    });
  };
  CHECK(note(127, 1, 15).empty());
  CHECK(note(128, 1, 15) == "a key is not 0 to 127");
  CHECK(note(-1, 1, 15) == "a key is not 0 to 127");
  CHECK(note(60, 1.01f, 15) == "a value is not 0 to 1");
  CHECK(note(60, std::numeric_limits<float>::quiet_NaN(), 0) == "a finite number is missing");
  CHECK(note(60, 1, 16) == "a channel is not 0 to 15");
  CHECK(what<FromConductor>([](PacketWriter& writer) {
          writer.message("/parlando/silence", "his").add_int64(0).add_int32(1).add_text("some");
        }) == "silence is neither all, sounding nor waiting");
  CHECK(what<FromConductor>([](PacketWriter& writer) { writer.message("/parlando/x", ""); }) ==
        "unknown");
  CHECK(what<FromMusician>([](PacketWriter& writer) {
          writer.message("/parlando/goodbye", "hi").add_int64(0).add_int32(1);
        }) == "the id is 0, which is nobody's");
}

TEST_CASE("text has to be UTF-8; names are cut, words and expressions are not") {
  const auto name = [](const std::string& text) {
    return what<FromMusician>([&](PacketWriter& writer) {
      writer.message("/parlando/instrument", "his").add_int64(1).add_int32(1).add_text(text);
    });
  };
  CHECK(name("Violine").empty());
  CHECK(name(std::string(600, 'x')).empty());
  CHECK(name("\xC0\xAF") == "a text is no UTF-8");
  CHECK(name("\xED\xA0\x80") == "a text is no UTF-8");
  CHECK(name("ab\xE5\xA3") == "a text is no UTF-8");
  CHECK(what<FromConductor>([](PacketWriter& writer) {
          writer.message("/parlando/silence", "his").add_int64(0).add_int32(1);
          writer.add_text(std::string(33, 'x'));
        }) == "a word or an expression is too long");
}

TEST_CASE("targets of curves are read with their ranges") {
  CHECK(curve_target("cc 0")->controller == 0);
  CHECK(curve_target("cc 127")->controller == 127);
  for (const char* wrong : {"cc 128", "cc -1", "cc", "cc ", "cc 1x", "Bend", ""}) {
    CHECK(!curve_target(wrong));
  }
  CHECK(range_of(*curve_target("bend")).low == -1.0);
  CHECK(range_of(*curve_target("tuning")).high == 120.0);
  CHECK(range_of(*curve_target("volume")).high == 4.0);
}

}  // namespace parlando::test
