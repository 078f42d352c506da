// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/vst3/base/tuid.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {
namespace {

constexpr Tuid kSample = Tuid::from_words(0x01234567, 0x89ABCDEF, 0xFEDCBA98, 0x76543210);

TEST_CASE("Tuid: the text shows the words in order on every platform") {
  static_assert(std::string_view(to_hex(kSample).data()) == "0123456789ABCDEFFEDCBA9876543210");
  CHECK(std::string(to_hex(FUnknown::iid).data()) == "0000000000000000C000000000000046");
}

TEST_CASE("Tuid: the bytes follow the platform's memory order") {
#if defined(_WIN32)
  constexpr std::array<int, 8> expected{0x67, 0x45, 0x23, 0x01, 0xAB, 0x89, 0xEF, 0xCD};
#else
  constexpr std::array<int, 8> expected{0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF};
#endif
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(kSample.bytes[i] == expected[i]);
}

TEST_CASE("Tuid: text and id are two forms of the same thing") {
  static_assert(tuid_from_hex("0123456789ABCDEFFEDCBA9876543210") == kSample);
  CHECK(tuid_from_hex("0123456789abcdeffedcba9876543210") == kSample);
  std::uint32_t word = 1;
  for (int i = 0; i < 100; ++i) {
    const std::uint32_t a = word * 2654435761U;
    const Tuid id = Tuid::from_words(a, a ^ 0x5A5A5A5AU, ~a, a * 40503U);
    CHECK(tuid_from_hex(to_hex(id).data()) == id);
    word += a | 1U;
  }
}

TEST_CASE("Tuid: text that is not 32 hexadecimal digits is no id") {
  CHECK_FALSE(tuid_from_hex(""));
  CHECK_FALSE(tuid_from_hex("0123456789ABCDEFFEDCBA987654321"));
  CHECK_FALSE(tuid_from_hex("0123456789ABCDEFFEDCBA98765432100"));
  CHECK_FALSE(tuid_from_hex("0123456789ABCDEFFEDCBA987654321G"));
  CHECK_FALSE(tuid_from_hex("-123456789ABCDEFFEDCBA9876543210"));
}

TEST_CASE("Tuid: a difference in any byte is a difference") {
  for (std::size_t i = 0; i < 16; ++i) {
    Tuid other = kSample;
    other.bytes[i] ^= 1U;
    CHECK(other != kSample);
  }
}

}  // namespace
}  // namespace attacca::vst3
