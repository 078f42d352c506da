// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::cli {

/// The candidate that a mistyped `word` most likely stands for: one that holds it, or is held by
/// it, or differs in no more than a third of its letters; capitals make no difference. Empty when
/// none is near. [any]
[[nodiscard]] std::string nearest(std::string_view word,
                                  const std::vector<std::string>& candidates);

/// " (did you mean PATH?)" for a file that does not exist while one of a similar name lies in the
/// same folder, with PATH as one word for a shell; else empty. [main]
[[nodiscard]] std::string hint_at_near_file(const std::filesystem::path& missing);

}  // namespace attacca::cli
