// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// States of a plugin that asks for compression. tests/state/state_test.cpp has one that does not.

#include "state/compression.hpp"

#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "tests/core/test_plugin.hpp"

namespace attacca::test {
namespace {

/// Expects a refusal that mentions `reason` and changes nothing.
void expect_refusal(Rig<>& rig, std::string_view state, std::string_view reason) {
  const std::string before = rig.instance->save_state();
  const Result<void> loaded = rig.instance->load_state(state);
  REQUIRE_FALSE(loaded);
  CHECK_MESSAGE(loaded.error().message.find(reason) != std::string::npos, loaded.error().message);
  CHECK(rig.instance->save_state() == before);
}

/// 1 GiB of blanks in blocks of one repeated byte (RFC 8878, 3.1.1), written without taking memory
/// for them.
std::string frame_of_a_gigabyte() {
  constexpr std::uint32_t kSize = 1u << 30u;
  constexpr std::uint32_t kBlock = 1u << 17u;  // the longest
  const auto little_endian = [](std::uint32_t value, std::size_t bytes) {
    std::string text;
    for (; bytes > 0; --bytes, value >>= 8u) text += static_cast<char>(value & 0xFFu);
    return text;
  };
  std::string frame = "\x28\xB5\x2F\xFD";
  frame += static_cast<char>(0x80);  // 4 bytes of content size, no sum
  frame += static_cast<char>(0x58);  // a window of 2 MiB
  frame += little_endian(kSize, 4);
  for (std::uint32_t i = 1; i <= kSize / kBlock; ++i) {
    constexpr std::uint32_t kRepeated = 1u << 1u;
    const std::uint32_t last = i == kSize / kBlock ? 1 : 0;
    frame += little_endian(kBlock << 3u | kRepeated | last, 3) + " ";
  }
  return frame;
}

TEST_CASE("what a host keeps is compressed, what an editor gets is text, and both load") {
  Rig<> rig;
  rig.instance->set_param(rig.plugin.gain, 0.25);
  const std::string kept = rig.instance->save_for_host(StateContext::project);
  const std::string text = rig.instance->save_state();
  CHECK(core::is_compressed(kept));
  CHECK_FALSE(core::is_compressed(text));
  CHECK(rig.instance->save_for_host(StateContext::project) == kept);
  for (const std::string& state : {kept, text, kept + std::string(7, '\0'), kept + " \r\n"}) {
    rig.instance->set_param(rig.plugin.gain, 0.75);
    REQUIRE(rig.instance->load_state(state).has_value());
    CHECK(rig.instance->save_state() == text);
  }
}

TEST_CASE("a compressed state that is cut anywhere, or has a byte changed, changes nothing") {
  Rig<> rig;
  rig.instance->set_param(rig.plugin.gain, 0.25);
  const std::string kept = rig.instance->save_for_host(StateContext::project);
  rig.instance->set_param(rig.plugin.gain, 0.75);
  const std::string before = rig.instance->save_state();
  for (std::size_t size = 0; size < kept.size(); ++size) {
    CHECK_FALSE(rig.instance->load_state(std::string_view(kept).substr(0, size)));
    CHECK(rig.instance->save_state() == before);
  }
  for (std::size_t place = 0; place < kept.size(); ++place) {
    for (const int bit : {1, 16, 128}) {
      std::string bytes = kept;
      bytes[place] = static_cast<char>(bytes[place] ^ bit);
      if (rig.instance->load_state(bytes)) {
        // Some bits of the header mean nothing.
        CHECK(rig.instance->save_state() != before);
        rig.instance->set_param(rig.plugin.gain, 0.75);
      }
      CHECK(rig.instance->save_state() == before);
    }
  }
}

TEST_CASE("a compressed state beyond 16 MiB is refused by what it says of itself") {
  Rig<> rig;
  const auto packed = [](std::size_t size) {
    return core::compression()->pack(std::string(size, ' '));
  };
  expect_refusal(rig, packed((std::size_t{16} << 20) + 1), "longer than 16 MiB");
  const std::string gigabyte = frame_of_a_gigabyte();
  CHECK(gigabyte.size() < 200'000);
  expect_refusal(rig, gigabyte, "longer than 16 MiB");
  expect_refusal(rig, packed(1000), "it is empty");
  expect_refusal(rig, packed(1000) + "x", "more behind its end");
  expect_refusal(rig, core::compression()->pack("[1]"), "not the state of an Attacca plugin");
}

}  // namespace
}  // namespace attacca::test
