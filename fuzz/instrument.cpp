// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: the definition of an instrument, NAME.parlando.

#include "parlando/score/instrument.hpp"

#include <string_view>

#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "parlando/score/performance.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using attacca::fuzz::require;
  const auto read = parlando::score::parse_instrument({reinterpret_cast<const char*>(data), size});
  if (!read) {
    require(attacca::fuzz::is_one_clear_line(read.error().message), "a mistake is one clear line");
    return 0;
  }
  const auto again = parlando::score::parse_instrument(parlando::score::print_instrument(*read));
  require(again.has_value(), "what is written can be read");
  require(*again == *read, "what is written means the same");
  if (read->is_section()) return 0;
  parlando::score::Phrase phrase;
  for (int key = 0; key < 128; ++key) phrase.notes.push_back({.at = key * 1.0, .key = key});
  for (const auto& event : parlando::score::perform(phrase, *read).events) {
    require(event.key >= 0 && event.key <= 127 && event.channel >= 0 && event.channel <= 15 &&
                event.lead >= 0.0 && event.lead <= 2.1,
            "what is sent is in range");
  }
  return 0;
}
