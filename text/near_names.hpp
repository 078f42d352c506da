// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::text {

/// The names that are most like `wanted`, nearest first, at most `most` of them: for messages about
/// a name that does not exist. Likeness is the number of letters that have to be changed, added,
/// left out or exchanged with their neighbour (Damerau-Levenshtein, restricted), without regard to
/// ASCII case; a name that contains `wanted` is near. [any] Allocates.
[[nodiscard]] std::vector<std::string> near_names(std::string_view wanted,
                                                  const std::vector<std::string>& names,
                                                  std::size_t most = 5);

/// The one of `names` that a mistyped `wanted` most likely stands for: one that contains it, or
/// that it contains, or that differs in no more than a third of its letters, counted as above.
/// Empty when none is near. [any] Allocates.
[[nodiscard]] std::string nearest_name(std::string_view wanted,
                                       const std::vector<std::string>& names);

/// "A, B and 3 more", with control characters made visible: the names in that order. [any]
[[nodiscard]] std::string list_of(const std::vector<std::string>& names, std::size_t all);

}  // namespace attacca::text
