// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track_digest.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "text/utf8.hpp"

using attacca::host::carried_digests;
using attacca::host::Color;
using attacca::host::DigestForm;
using attacca::host::PluginFormat;
using attacca::host::track_digest;
using attacca::host::TrackInfo;
using attacca::text::cut_utf16_units;
using attacca::text::cut_utf8;
using attacca::text::find_malformed_utf8;
using attacca::text::well_formed_utf8;

namespace {

TrackInfo named(const std::string& name) {
  TrackInfo info;
  info.name = name;
  return info;
}

bool contains(const std::vector<std::uint32_t>& digests, std::uint32_t digest) {
  return std::find(digests.begin(), digests.end(), digest) != digests.end();
}

std::uint32_t fnv1a(std::string_view bytes) {
  std::uint32_t hash = 0x811C9DC5u;
  for (const char byte : bytes) hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x01000193u;
  return hash;
}

}  // namespace

TEST_CASE("the digest is FNV-1a over tagged name and colour") {
  // The published test vectors (FNV reference, 32 bit) of "" and "a", with the bytes after them.
  CHECK(track_digest({}) == fnv1a(std::string("\0\0", 2)));
  CHECK(track_digest(named("")) == fnv1a(std::string("\1\0\0", 3)));
  CHECK(track_digest(named("a")) == fnv1a(std::string("\1a\0\0", 4)));
  TrackInfo colored = named("a");
  colored.color = Color{'r', 'g', 'b', 255};
  CHECK(track_digest(colored) == fnv1a(std::string("\1a\0\1rgb\xFF", 8)));
  CHECK(fnv1a("foobar") == 0xbf9cf968u);
}

TEST_CASE("no name is not an empty name, and a colour of alpha 0 is none") {
  CHECK(track_digest({}) != track_digest(named("")));
  TrackInfo transparent = named("Bass");
  transparent.color = Color{0, 0, 0, 0};
  CHECK(track_digest(transparent) == track_digest(named("Bass")));
  transparent.color = Color{0, 0, 0, 255};
  CHECK(track_digest(transparent) != track_digest(named("Bass")));
}

TEST_CASE("the older form leaves out what is absent") {
  CHECK(track_digest(named("foobar"), DigestForm::untagged) == 0xbf9cf968u * 0x01000193u);
  CHECK(track_digest({}, DigestForm::untagged) == 0x811C9DC5u * 0x01000193u);
  CHECK(track_digest(named(""), DigestForm::untagged) == track_digest({}, DigestForm::untagged));
}

TEST_CASE("malformed names have digests too: as they are, and with what readers make of them") {
  for (const PluginFormat format : {PluginFormat::clap, PluginFormat::vst3}) {
    for (const std::string bad : {"\x80", "a\xFFz", "\xE2\x82", "\xF0\x9F\x8E"}) {
      CAPTURE(bad);
      const auto digests = carried_digests(named(bad), format);
      CHECK(contains(digests, track_digest(named(bad))));
      CHECK(contains(digests, track_digest(named(well_formed_utf8(bad)))));
    }
  }
  // However long it is, it ends.
  CHECK(carried_digests(named(std::string(1000, '\x80')), PluginFormat::vst3).size() < 2000);
}

TEST_CASE("a malformed sequence becomes one replacement character, and is one unit") {
  CHECK(well_formed_utf8("a\x80z") == "a\uFFFDz");
  CHECK(well_formed_utf8("\xE2\x82") == "\uFFFD");
  CHECK(well_formed_utf8("\xF0\x9F\x8E") == "\uFFFD");
  CHECK(well_formed_utf8("\xF0\x9F\x8Ez") == "\uFFFDz");
  CHECK(well_formed_utf8("\xC0\xAF") == "\uFFFD\uFFFD");
  CHECK(well_formed_utf8("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(well_formed_utf8("fine 声") == "fine 声");
  CHECK(cut_utf16_units("\x80z", 1) == "\x80");
  CHECK(cut_utf16_units("\x80z", 2) == "\x80z");
}

TEST_CASE("names are cut as each format cuts them") {
  const std::string guitar = "\xF0\x9F\x8E\xB8";  // 4 bytes, 2 UTF-16 units
  std::string name(254, 'x');
  CHECK(carried_digests(named(name + guitar), PluginFormat::clap) ==
        std::vector{track_digest(named(name))});
  name.assign(126, 'x');
  CHECK(contains(carried_digests(named(name + guitar), PluginFormat::vst3),
                 track_digest(named(name))));
  // VST3 strings have no limit of their own: a plugin with room for all of it is right too.
  CHECK(contains(carried_digests(named(name + guitar), PluginFormat::vst3),
                 track_digest(named(name + guitar))));
  CHECK_FALSE(contains(carried_digests(named(name + guitar), PluginFormat::vst3),
                       track_digest(named(name.substr(1)))));
}

TEST_CASE("text is cut between code points only") {
  CHECK(cut_utf8("aä", 2) == "a");
  CHECK(cut_utf8("aä", 3) == "aä");
  CHECK(cut_utf8("", 0) == "");
  CHECK(cut_utf16_units("a\xF0\x9F\x8E\xB8", 2) == "a");
  CHECK(cut_utf16_units("a\xF0\x9F\x8E\xB8", 3) == "a\xF0\x9F\x8E\xB8");
}

TEST_CASE("malformed UTF-8 is found at its first byte") {
  CHECK(find_malformed_utf8("fine 声 \xF0\x9F\x8E\xB8") == std::string::npos);
  CHECK(find_malformed_utf8("a\x80") == 1);             // a continuation alone
  CHECK(find_malformed_utf8("\xC0\xAF") == 0);          // overlong
  CHECK(find_malformed_utf8("\xE0\x80\x80") == 0);      // overlong
  CHECK(find_malformed_utf8("\xED\xA0\x80") == 0);      // a surrogate
  CHECK(find_malformed_utf8("\xF4\x90\x80\x80") == 0);  // beyond U+10FFFF
  CHECK(find_malformed_utf8("ab\xE5\xA3") == 2);        // cut off
}
