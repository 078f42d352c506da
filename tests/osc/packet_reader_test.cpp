// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "osc/packet_reader.hpp"

#include <bit>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "osc/big_endian.hpp"

namespace attacca::osc::test {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

/// A literal with NULs in it.
template <std::size_t N>
std::string raw(const char (&text)[N]) {
  return {text, N - 1};
}

struct Seen final : PacketVisitor {
  void begin_bundle(TimeTag time) noexcept override { log += "(" + std::to_string(time.value); }
  void end_bundle() noexcept override { log += ")"; }
  void message(const Message& message) noexcept override {
    log += std::string(message.address) + ":" + std::string(message.types);
    messages.push_back(message);
  }
  std::string log;
  std::vector<Message> messages;
};

std::string what(const std::string& packet) {
  const auto error = check_packet(bytes_of(packet));
  return error ? std::string(error->what) + " @" + std::to_string(error->offset) : "";
}

}  // namespace

TEST_CASE("the examples of the specification are read") {
  // OSC 1.0, "OSC Message Examples"
  const std::string oscillator = raw("/oscillator/4/frequency\0,f\0\0\x43\xdc\0\0");
  Seen seen;
  REQUIRE(!visit_packet(bytes_of(oscillator), seen));
  CHECK(seen.log == "/oscillator/4/frequency:f");
  CHECK(seen.messages[0].arguments().number() == 440.0);

  const std::string foo =
      raw("/foo\0\0\0\0,iisff\0\0\0\0\x03\xe8\xff\xff\xff\xffhello\0\0\0\x3f\x9d\xf3\xb6"
          "\x40\xb5\xb2\x2d");
  Seen second;
  REQUIRE(!visit_packet(bytes_of(foo), second));
  Arguments arguments = second.messages[0].arguments();
  CHECK(arguments.integer() == 1000);
  CHECK(arguments.integer() == -1);
  CHECK(arguments.text() == "hello");
  CHECK(arguments.number() == static_cast<double>(1.234f));
  CHECK(arguments.number() == static_cast<double>(5.678f));
  CHECK(arguments.type() == '\0');
  CHECK(!arguments.skip());
}

TEST_CASE("every type is taken as itself and as nothing else") {
  const std::string packet =
      raw("/a\0\0,hdtbTFNI[c]rmS\0\0\0\0\0\0\0\0\x05\x40\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\x09"
          "\0\0\0\x03"
          "abc\0\0\0\0xRGBA\x01\x90\x3c\x40sy\0\0");
  Seen seen;
  const auto error = visit_packet(bytes_of(packet), seen);
  REQUIRE_MESSAGE(!error, error->what << " @" << error->offset);
  Arguments a = seen.messages[0].arguments();
  CHECK(!a.text());
  CHECK(!a.blob());
  CHECK(a.integer() == 5);
  CHECK(!a.integer());  // 2.5 is no whole number, and stays where it is
  CHECK(a.number() == 2.5);
  CHECK(!a.number());
  CHECK(a.time_tag() == TimeTag{9});
  CHECK(a.blob()->size() == 3);
  CHECK(a.truth() == true);
  CHECK(a.truth() == false);
  CHECK(!a.truth());
  CHECK(a.skip());  // N
  CHECK(a.skip());  // I
  CHECK(a.skip());  // [
  CHECK(a.four_bytes() == std::uint32_t{'x'});
  CHECK(a.skip());  // ]
  CHECK(a.four_bytes() == 0x52474241u);
  CHECK(a.skip());  // m
  CHECK(a.text() == "sy");
  CHECK(a.type() == '\0');
}

TEST_CASE("bundles are handed out in their order, with their times") {
  const std::string message = raw("/m\0\0,\0\0\0");
  const std::string inner = raw("#bundle\0\0\0\0\0\0\0\0\x07\0\0\0\x08") + message;
  const std::string outer = raw("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\x08") + message +
                            raw("\0\0\0\x1c") + inner + raw("\0\0\0\x08") + message;
  Seen seen;
  REQUIRE(!visit_packet(bytes_of(outer), seen));
  CHECK(seen.log == "(1/m:(7/m:)/m:)");
  CHECK(what(raw("#bundle\0\0\0\0\0\0\0\0\x01")).empty());  // an empty one
}

TEST_CASE("a message without types, as old programs send it, has no arguments") {
  Seen seen;
  REQUIRE(!visit_packet(bytes_of(raw("/old\0\0\0\0")), seen));
  CHECK(seen.log == "/old:");
}

TEST_CASE("what is malformed is named with its place, and nothing of it is handed out") {
  CHECK(what("") == "there is nothing where a message or a bundle begins @0");
  CHECK(what("/a") == "the size is no multiple of 4 @0");
  CHECK(what("abcd") == "neither an address, which begins with /, nor a bundle @0");
  CHECK(what("/abc") == "an address has no end @0");
  CHECK(what(raw("/a\0\0i\0\0\0")) ==
        "there is no comma where the types of the arguments begin @4");
  CHECK(what(raw("/a\0\0,iii")) == "the types have no end @4");
  CHECK(what(raw("/a\0\0,q\0\0")) == "a type of argument that OSC does not have @5");
  CHECK(what(raw("/a\0\0,i\0\0")) == "the packet ends within an argument @8");
  CHECK(what(raw("/a\0\0,s\0\0abcd")) == "a string has no end @8");
  CHECK(what(raw("/a\0\0,b\0\0\0\0\0\x09ijkl")) == "a blob is larger than its message @8");
  CHECK(what(raw("/a\0\0,b\0\0\xff\xff\xff\xff")) == "a blob is larger than its message @8");
  CHECK(what(raw("/a\0\0,\0\0\0abcd")) == "there are bytes behind the last argument @8");
  CHECK(what(raw("/a\0\0,]\0\0")) == "an array ends that has not begun @5");
  CHECK(what(raw("/a\0\0,[\0\0")) == "an array has no end @6");
  CHECK(what(raw("#bundle\0\0\0\0\0")) == "a bundle ends within its time tag @8");
  CHECK(what(raw("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\x40")) ==
        "an element is larger than its bundle @16");
  CHECK(what(raw("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\0")) ==
        "there is nothing where a message or a bundle begins @20");

  Seen seen;
  const std::string half = raw("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\x08/m\0\0,\0\0\0\0\0\0\x04oops");
  CHECK(visit_packet(bytes_of(half), seen));
  CHECK(seen.log.empty());
}

TEST_CASE("bundles in bundles end somewhere") {
  std::string packet = raw("#bundle\0\0\0\0\0\0\0\0\x01");
  for (unsigned depth = 1; depth < kDeepestBundle; ++depth) {
    std::string size(4, '\0');
    write_big_endian(reinterpret_cast<std::byte*>(size.data()), packet.size(), 4);
    packet = raw("#bundle\0\0\0\0\0\0\0\0\x01") + size + packet;
  }
  CHECK(what(packet).empty());
  std::string size(4, '\0');
  write_big_endian(reinterpret_cast<std::byte*>(size.data()), packet.size(), 4);
  packet = raw("#bundle\0\0\0\0\0\0\0\0\x01") + size + packet;
  CHECK(what(packet).starts_with("bundles lie in bundles too deeply"));
}

TEST_CASE("a packet that is cut anywhere is an error and reads no byte behind its end") {
  const std::string packet =
      raw("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\x14/a\0\0,ib\0\0\0\0\x01\0\0\0\x02zz\0\0");
  REQUIRE(what(packet).empty());
  for (std::size_t size = 0; size < packet.size(); ++size) {
    if (size == 16) continue;  // the bundle, empty
    const std::vector<char> cut(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK(check_packet(std::as_bytes(std::span(cut))));
  }
}

TEST_CASE("numbers that are no whole ones are not made into one") {
  for (double value : {1e300, -1e300, std::numeric_limits<double>::quiet_NaN(), 0.5,
                       9223372036854775808.0, std::numeric_limits<double>::infinity()}) {
    std::string data(8, '\0');
    write_big_endian(reinterpret_cast<std::byte*>(data.data()), std::bit_cast<std::uint64_t>(value),
                     8);
    Arguments arguments("d", bytes_of(data));
    CHECK(!arguments.integer());
    CHECK(arguments.type() == 'd');
  }
}

}  // namespace attacca::osc::test
