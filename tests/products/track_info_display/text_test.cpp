// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "products/track_info_display/track_info_text.hpp"

using namespace attacca;

namespace {

TEST_CASE("volumes are in decibels") {
  CHECK(format_volume(1.0) == "0.0 dB");
  CHECK(format_volume(0.5) == "\u22126.0 dB");
  CHECK(format_volume(2.0) == "+6.0 dB");
  CHECK(format_volume(0.9999) == "0.0 dB");
  CHECK(format_volume(0.0) == "\u2212∞ dB");
  CHECK(format_volume(-1.0) == "\u2212∞ dB");
  CHECK(format_volume(std::numeric_limits<double>::quiet_NaN()) == "\u2212∞ dB");
  CHECK(format_volume(std::numeric_limits<double>::infinity()) == "∞ dB");
}

TEST_CASE("pan says the side and how far") {
  CHECK(format_pan(0.5) == "centre");
  CHECK(format_pan(0.0) == "L 100");
  CHECK(format_pan(0.35) == "L 30");
  CHECK(format_pan(1.0) == "R 100");
  CHECK(format_pan(1.5) == "out of range");
  CHECK(format_pan(std::numeric_limits<double>::quiet_NaN()) == "out of range");
}

TEST_CASE("colours are written in hexadecimal, and no colour as that") {
  CHECK(format_color({0x0A, 0xFF, 0x00, 255}) == "#0AFF00");
  CHECK(format_color({0x0A, 0xFF, 0x00, 0}) == "no colour");
}

TEST_CASE("the index is shown with the host's word for its list") {
  TrackInfo info;
  CHECK(describe_index(info).empty());
  info.index = 12;
  CHECK(describe_index(info) == "No. 12");
  info.index_namespace.emplace("Spuren");
  CHECK(describe_index(info) == "Spuren · 12");
  info.index.reset();
  CHECK(describe_index(info) == "Spuren");
}

TEST_CASE("what is absent is listed as not sent, and what is present is not") {
  TrackInfo info;
  CHECK(describe_facts(info).empty());
  CHECK(list_of_absent(info) ==
        "name, colour, roles, index, channels, plugin location, volume, pan, mute, solo, UID, "
        "runtime ID");
  info.name.emplace("");
  info.color = Color{0, 0, 0, 0};
  info.roles = TrackRoles();
  info.audio_channel_count = 2;
  info.audio_port_type.emplace("stereo");
  info.mute = false;
  CHECK(list_of_absent(info) == "index, plugin location, volume, pan, solo, UID, runtime ID");
  const auto facts = describe_facts(info);
  REQUIRE(facts.size() == 3);
  CHECK(facts[0].value == "no colour");
  CHECK(facts[1].value == "2 · stereo");
  CHECK(facts[2].label == "Mute");
  CHECK(facts[2].value == "mute off");
}

TEST_CASE("all roles of a track are named") {
  const auto names = describe_roles(TrackRole::master | TrackRole::output);
  CHECK(names == std::vector<std::string_view>{"Output", "Master"});
  CHECK(describe_roles(TrackRoles()).empty());
}

TEST_CASE("a build is named by revision, sources and day") {
  CHECK(format_build_identity(
            R"({"plugin":"x","revision":"3f2a91c0deadbeef","dirty":true,)"
            R"("sources":"sha256:9c1f20e4aa77bb","time":"2026-11-22T10:00:00Z"})") ==
        "build 3f2a91c0+ · sources 9c1f20e4 · 2026-11-22");
  CHECK(format_build_identity(R"({"revision":"unknown","dirty":false})") == "build unknown");
  CHECK(format_build_identity(R"({"revision":7,"dirty":"yes","time":[]})") == "build unknown");
  CHECK(format_build_identity("{") == "build unknown");
  CHECK(format_build_identity("") == "build unknown");
}

}  // namespace
