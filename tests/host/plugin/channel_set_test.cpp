// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/channel_set.hpp"

#include <string>

#include <doctest/doctest.h>

namespace attacca::host {

TEST_CASE("sets of channels are known by their usual names, and as numbers") {
  const auto surround = read_channel_set("7.1.4");
  REQUIRE(surround);
  CHECK(surround->count == 12);
  CHECK(surround->speakers == 0x2d63f);
  CHECK_FALSE(surround->ambisonic_order);
  const auto ambisonic = read_channel_set("ambix3");
  REQUIRE(ambisonic);
  CHECK(ambisonic->count == 16);
  CHECK(ambisonic->ambisonic_order == 3u);
  const auto some = read_channel_set("13");
  REQUIRE(some);
  CHECK(some->count == 13);
  CHECK(some->speakers == 0);
}

TEST_CASE("other words are refused, with the list of those that are known") {
  for (const char* const word :
       {"", "0", "65", "6.1.9", "ambix", "ambix0", "ambix8", "5.1 ", "-1"}) {
    CAPTURE(word);
    const auto set = read_channel_set(word);
    REQUIRE_FALSE(set);
    CHECK(set.error().message.find("\"" + std::string(word) + "\"") != std::string::npos);
    CHECK(set.error().message.find("7.1.4") != std::string::npos);
  }
}

}  // namespace attacca::host
