// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/channel_set.hpp"

#include <bit>
#include <charconv>
#include <string>
#include <utility>

namespace attacca::host {

Result<ChannelSet> read_channel_set(std::string_view word) {
  constexpr std::pair<std::string_view, std::uint64_t> kSpeakers[] = {
      {"mono", 0x4},  {"stereo", 0x3},    {"quad", 0x33},     {"5.1", 0x3f},
      {"7.1", 0x63f}, {"5.1.4", 0x2d03f}, {"7.1.2", 0xc063f}, {"7.1.4", 0x2d63f}};
  for (const auto& [name, speakers] : kSpeakers) {
    if (word == name) {
      return ChannelSet{static_cast<std::uint32_t>(std::popcount(speakers)), speakers, {}};
    }
  }
  constexpr std::string_view kAmbix = "ambix";
  const bool is_ambix = word.starts_with(kAmbix);
  const std::string_view digits = is_ambix ? word.substr(kAmbix.size()) : word;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = error == std::errc() && end == digits.data() + digits.size();
  if (is_number && is_ambix && number >= 1 && number <= 7) {
    return ChannelSet{(number + 1) * (number + 1), 0, number};
  }
  if (is_number && !is_ambix && number >= 1 && number <= 64) return ChannelSet{number, 0, {}};
  return fail("no set of channels is called \"" + std::string(word) +
              "\"; there are mono, stereo, quad, 5.1, 7.1, 5.1.4, 7.1.2, 7.1.4, ambix1 to ambix7, "
              "and numbers from 1 to 64");
}

}  // namespace attacca::host
