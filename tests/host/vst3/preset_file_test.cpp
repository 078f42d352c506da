// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/preset_file.hpp"

#include <cstring>
#include <random>
#include <string>

#include <doctest/doctest.h>

namespace attacca::host {
namespace {

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto* const begin = reinterpret_cast<const std::byte*>(text.data());
  return {begin, begin + text.size()};
}

PresetFile sample() {
  return {"0123456789ABCDEF0123456789ABCDEF", bytes_of("the component's"), bytes_of("controller"),
          "<MetaInfo/>"};
}

void expect_refusal(std::span<const std::byte> bytes, std::string_view why) {
  const auto read = read_preset_file(bytes);
  REQUIRE_FALSE(read);
  CHECK_MESSAGE(read.error().message.find(why) != std::string::npos, read.error().message);
}

/// Writes a little-endian number into the file.
void put(std::vector<std::byte>& bytes, std::size_t at, std::uint64_t number, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes[at + i] = static_cast<std::byte>(number >> (8 * i));
}

TEST_CASE("a .vstpreset has its bytes where the format has them") {
  PresetFile preset = sample();
  preset.controller.clear();
  preset.meta_info.clear();
  preset.component = bytes_of("ABC");
  const auto bytes = write_preset_file(preset);
  REQUIRE(bytes.size() == 48 + 3 + 8 + 20);
  const auto text = [&](std::size_t at, std::size_t size) {
    return std::string(reinterpret_cast<const char*>(bytes.data()) + at, size);
  };
  CHECK(text(0, 4) == "VST3");
  CHECK(text(4, 4) == std::string("\1\0\0\0", 4));
  CHECK(text(8, 32) == preset.class_id);
  CHECK(text(40, 8) == std::string("\x33\0\0\0\0\0\0\0", 8));
  CHECK(text(48, 3) == "ABC");
  CHECK(text(51, 8) == std::string("List\1\0\0\0", 8));
  CHECK(text(59, 4) == "Comp");
  CHECK(text(63, 8) == std::string("\x30\0\0\0\0\0\0\0", 8));
  CHECK(text(71, 8) == std::string("\3\0\0\0\0\0\0\0", 8));
}

TEST_CASE("what was written comes back, with and without a controller and meta info") {
  for (const bool whole : {true, false}) {
    PresetFile preset = sample();
    if (!whole) {
      preset.controller.clear();
      preset.meta_info.clear();
    }
    const auto read = read_preset_file(write_preset_file(preset));
    REQUIRE(read);
    CHECK(read->class_id == preset.class_id);
    CHECK(read->component == preset.component);
    CHECK(read->controller == preset.controller);
    CHECK(read->meta_info == preset.meta_info);
  }
}

TEST_CASE("a file that is cut anywhere is refused") {
  const auto bytes = write_preset_file(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    expect_refusal(std::span(bytes).first(size), "cannot read the .vstpreset: ");
  }
}

TEST_CASE("each refusal names its place and reason") {
  const auto whole = write_preset_file(sample());
  const std::size_t list = whole.size() - 8 - 3 * 20;
  auto bytes = whole;
  bytes[0] = std::byte{'v'};
  expect_refusal(bytes, "does not begin with \"VST3\"");
  bytes = whole;
  put(bytes, 4, 2, 4);
  expect_refusal(bytes, "version 2");
  bytes = whole;
  bytes[8] = std::byte{'x'};
  expect_refusal(bytes, "byte 8: its class id is not 32 hex digits");
  for (const std::uint64_t offset :
       {std::uint64_t{0}, std::uint64_t{whole.size()}, ~std::uint64_t{0}, std::uint64_t{1} << 62}) {
    bytes = whole;
    put(bytes, 40, offset, 8);
    expect_refusal(bytes, "its list of chunks lies beyond its end");
  }
  bytes = whole;
  put(bytes, list + 4, 1000, 4);
  expect_refusal(bytes, "1000 entries");
  bytes = whole;
  put(bytes, list + 4, 0xFFFFFFFF, 4);
  expect_refusal(bytes, "-1 entries");
  bytes = whole;
  put(bytes, list + 8 + 12, std::uint64_t{1} << 40, 8);  // a chunk of a terabyte
  expect_refusal(bytes, "lies beyond its end");
  bytes = whole;
  std::memcpy(bytes.data() + list + 8 + 20, "Comp", 4);
  expect_refusal(bytes, "two chunks of one kind");
  bytes = whole;
  std::memcpy(bytes.data() + list + 8, "Prog", 4);
  expect_refusal(bytes, "no state of the component");
}

TEST_CASE("flipped bits are read or refused, and never crash") {
  const auto whole = write_preset_file(sample());
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    auto bytes = whole;
    for (int flips = 0; flips < 3; ++flips) {
      bytes[random() % bytes.size()] ^= static_cast<std::byte>(1u << random() % 8);
    }
    const auto read = read_preset_file(bytes);
    if (!read) CHECK(read.error().message.find('\n') == std::string::npos);
  }
}

}  // namespace
}  // namespace attacca::host
