// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Hosts want each word of a list once, though several of a plugin's features may share it:
//
//     put_unique_words(info, clap_feature, [&](std::string_view word) { line("feature", word); });
//
// For the headers of the formats beside it. Compile time, any thread.

#include <array>
#include <cstddef>
#include <string_view>

#include "attacca/plugin_info.hpp"

namespace attacca::detail {

/// Calls `put(word)` with `word_of(feature)` of each feature, in order, each word once. [any]
template <typename WordOf, typename Put>
constexpr void put_unique_words(const PluginInfo& info, WordOf&& word_of, Put&& put) {
  std::array<std::string_view, 12> seen = {};
  std::size_t count = 0;
  for (Feature feature : info.features) {
    const std::string_view word = word_of(feature);
    bool known = false;
    for (std::size_t i = 0; i < count; ++i) known = known || seen[i] == word;
    if (known) continue;
    put(word);
    seen[count++] = word;
  }
}

}  // namespace attacca::detail
