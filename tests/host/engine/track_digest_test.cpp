// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track_digest.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "host/base/utf8.hpp"

using attacca::host::carried_digests;
using attacca::host::Color;
using attacca::host::cut_utf16_units;
using attacca::host::cut_utf8;
using attacca::host::find_malformed_utf8;
using attacca::host::PluginFormat;
using attacca::host::track_digest;
using attacca::host::TrackInfo;

namespace {

TrackInfo named(const std::string& name) {
  TrackInfo info;
  info.name = name;
  return info;
}

bool contains(const std::vector<std::uint32_t>& digests, std::uint32_t digest) {
  return std::find(digests.begin(), digests.end(), digest) != digests.end();
}

}  // namespace

TEST_CASE("the digest is FNV-1a over name, zero, colour") {
  // The published test vector of "foobar" (FNV reference, 32 bit), followed by one zero byte.
  CHECK(track_digest(named("foobar")) == (0xbf9cf968u * 0x01000193u));
  // Absent and empty are the same bytes here; the zero keeps name and colour apart.
  CHECK(track_digest({}) == 0x811C9DC5u * 0x01000193u);
  TrackInfo colored = named("a");
  colored.color = Color{'b', 0, 0, 255};
  CHECK(track_digest(colored) != track_digest(named("a")));
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
