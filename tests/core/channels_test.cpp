// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/channels.hpp"

#include <doctest/doctest.h>

namespace attacca {

static_assert(channels::surround_5_1 == 6);
static_assert(channels::surround_7_1_4 == 12);
static_assert(Channels::ambisonic(3) == 16);
static_assert(Channels(7) == 7);

TEST_CASE("channels lie in the order of speakers, whatever order they are listed in") {
  const Channels some = {Speaker::right_surround, Speaker::left, Speaker::lfe};
  CHECK(some.speaker(0) == Speaker::left);
  CHECK(some.speaker(1) == Speaker::lfe);
  CHECK(some.speaker(2) == Speaker::right_surround);
  CHECK_FALSE(some.speaker(3));
  CHECK(some.find(Speaker::right_surround) == 2);
  CHECK_FALSE(some.find(Speaker::center));
}

TEST_CASE("a number alone is mono, stereo or nothing in particular") {
  CHECK(Channels(1).speaker(0) == Speaker::center);
  CHECK(Channels(2).speaker(1) == Speaker::right);
  CHECK(Channels(2).is_named());
  CHECK_FALSE(Channels(6).is_named());
  CHECK_FALSE(Channels(6).speaker(0));
  CHECK_FALSE(Channels().is_named());
}

TEST_CASE("ambisonic channels have an order and no speakers") {
  const Channels first = Channels::ambisonic(1);
  CHECK(first.ambisonic_order() == 1u);
  CHECK(first.is_named());
  CHECK_FALSE(first.speaker(0));
  CHECK(Channels::ambisonic(0).speaker_mask() == 0);
  CHECK_FALSE(Channels(4).ambisonic_order());
}

}  // namespace attacca
