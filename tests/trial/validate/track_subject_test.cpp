// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/track/track_subject.hpp"

#include <doctest/doctest.h>

using attacca::host::PluginFormat;
using attacca::host::TrackInfo;
using attacca::validate::merged;
using attacca::validate::text_of;
using attacca::validate::track;

TEST_CASE("a VST3 list keeps what it does not name, CLAP's answer is whole") {
  TrackInfo colour;
  colour.color = track("", 0x102030).color;
  const auto kept = merged(track("Bass", 0), colour, PluginFormat::vst3);
  CHECK(kept.name == "Bass");
  CHECK(kept.color == colour.color);
  CHECK_FALSE(merged(track("Bass", 0), colour, PluginFormat::clap).name.has_value());
  // An empty name is a name.
  CHECK(merged(track("Bass"), track(""), PluginFormat::vst3).name == "");
}

TEST_CASE("messages show a track so that it can be sent again by hand") {
  CHECK(text_of(track("Bass", 0x3366cc)) == "\"Bass\" #3366cc");
  CHECK(text_of(track("\xc3\xa9\n", 1)) == "\"\\xc3\\xa9\\x0a\" #000001");
  CHECK(text_of({}) == "(no name) (no colour)");
  auto clear = track("a", 0xffffff);
  clear.color->alpha = 0;
  CHECK(text_of(clear) == "\"a\" #ffffff00");
}
