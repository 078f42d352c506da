// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/record_text.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include <doctest/doctest.h>

namespace attacca::witness {
namespace {

Recording sample() {
  Recording recording;
  Record record;
  record.sequence = 17;
  record.time = 3512000;
  record.thread = 2;
  record.object = 1;
  record.name = recording.keep("clap.plugin.activate");
  Uid uid;
  for (std::size_t i = 0; i < uid.bytes.size(); ++i)
    uid.bytes[i] = static_cast<std::uint8_t>(i * 17);
  record.values = {48000.0,
                   std::int64_t{-1},
                   0.1,
                   std::numeric_limits<double>::infinity(),
                   std::string("a \"quoted\" \\ text\n\x7F"),
                   std::string(),
                   Digest{12, 0x123456789ABCDEF0u},
                   uid};
  recording.records.push_back(record);
  return recording;
}

TEST_CASE("a replay's lines read back as they were") {
  const Recording written = sample();
  const std::string text = replay_text(written);
  const auto read = parse_replay(text, "a.replay");
  REQUIRE(read);
  REQUIRE(read->records.size() == 1);
  CHECK(read->records[0].values == written.records[0].values);
  CHECK(read->records[0].name == "clap.plugin.activate");
  CHECK(replay_text(*read) == text);
}

TEST_CASE("a number without a fraction stays a number with a point") {
  CHECK(text_of({48000.0, std::int64_t{48000}, 1e300}) == " 48000.0 48000 1e+300");
}

TEST_CASE("comments, empty lines and line ends of Windows are passed over") {
  const auto read = parse_replay("attacca-replay 1\r\n# a word\r\n\r\n1 2 3 4 > a\r\n", "a.replay");
  REQUIRE(read);
  CHECK(read->records.size() == 1);
}

TEST_CASE("a mistake is named with its line") {
  const auto message = [](std::string_view text) {
    const auto read = parse_replay(text, "a.replay");
    return read ? std::string() : read.error().message;
  };
  const std::string head = "attacca-replay 1\n";
  CHECK(message("") == "a.replay is empty; a replay was expected");
  CHECK(message("notes\n").starts_with("a.replay:1: this is no replay: it begins with"));
  CHECK(message("attacca-replay 2\n") ==
        "a.replay:1: a replay of version 2; this program acts out version 1");
  CHECK(message(head + "1 2 x 4 > a\n").starts_with("a.replay:2: a line begins with four"));
  CHECK(message(head + "1 2 3 4 ? a\n").starts_with("a.replay:2: the fifth word must be"));
  CHECK(message(head + "1 2 3 4 >\n") == "a.replay:2: the name of the call is missing");
  for (const std::string value :
       {"1x", "\"open", "\"a\"b", "\"\\xg0\"", "#12", "#1:xyz", "{00}", "{}", "1..2", "--1"}) {
    CHECK(message(head + "1 2 3 4 > a 5 " + value + "\n") ==
          "a.replay:2: value 2 is no number, no \"text\", no #length:hash and no {id}");
  }
}

}  // namespace
}  // namespace attacca::witness
