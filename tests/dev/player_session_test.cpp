// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/player_session.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::dev {
namespace {

/// What it says from its beginning to its end, as a player that is told to quit at once. `before`:
/// on what it played before it crashed.
std::vector<Word> words_of(std::optional<standalone::Backend> before, std::string& device) {
  PlayerStart start;
  start.binary = TEST_GAIN;
  start.backend = before;
  SoundOptions options;
  options.backend = standalone::Backend::alsa;
  options.output_device = "a sound card that nobody has";
  options.has_editor = false;
  auto link = Link::pair();
  REQUIRE(link);
  REQUIRE(link->parent.send(Word::quit));
  trial::RunVitals vitals;
  {
    PlayerSession session(options, link->child, vitals);
    session.run(start);
  }
  std::vector<Word> words;
  (void)link->parent.receive([&](Word word, std::span<const std::byte> bytes) {
    words.push_back(word);
    if (word == Word::device) device = text_of(bytes);
  });
  return words;
}

bool has(const std::vector<Word>& words, Word wanted) {
  return std::find(words.begin(), words.end(), wanted) != words.end();
}

TEST_CASE("a device that there is not keeps the first player from beginning") {
  std::string device;
  const auto words = words_of(std::nullopt, device);
  CHECK(has(words, Word::failed));
  CHECK_FALSE(has(words, Word::device));
}

TEST_CASE("a player that comes back after a crash waits for the device, and keeps its build") {
  std::string device;
  const auto words = words_of(standalone::Backend::alsa, device);
  CHECK_FALSE(has(words, Word::failed));
  CHECK(has(words, Word::state));
  CHECK(device.find("\"waits\":true") != std::string::npos);
}

}  // namespace
}  // namespace attacca::dev
