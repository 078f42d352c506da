// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::host {

/// The names that are most like `wanted`, nearest first, at most `most` of them: for messages about
/// a name that does not exist. Likeness is the number of letters that have to be changed, added,
/// left out or exchanged with their neighbour (Damerau-Levenshtein, restricted), without regard to
/// ASCII case; a name that contains `wanted` is near. [any] Allocates.
[[nodiscard]] std::vector<std::string> near_names(std::string_view wanted,
                                                  const std::vector<std::string>& names,
                                                  std::size_t most = 5);

/// "A, B and 3 more", with control characters made visible: the names in that order. [any]
[[nodiscard]] std::string list_of(const std::vector<std::string>& names, std::size_t all);

}  // namespace attacca::host
