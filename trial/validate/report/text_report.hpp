// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "trial/validate/validation.hpp"

namespace attacca::validate {

struct TextOptions {
  bool is_verbose = false;  ///< Also what passed, with its notes.
  bool has_colors = false;  ///< Terminal escape sequences (ECMA-48).
};

/// One file's results for people: failures first, each with its rule, the rule's source, what was
/// seen and the command that repeats it; then warnings, skips by reason, and the counts. [any]
[[nodiscard]] std::string text_of(const FileReport& report, const ValidationReport& all,
                                  const TextOptions& options = {});

/// All checks and watches, a line each with rule and source. [any]
[[nodiscard]] std::string list_of_checks();

/// "118 passed, 1 failed, 0 warnings, 6 skipped". [any]
[[nodiscard]] std::string text_of(const Counts& counts);

/// The command that runs one check of one file again in the same way. [any]
[[nodiscard]] std::string command_to_repeat(const std::filesystem::path& path,
                                            std::string_view check, const std::string& profile,
                                            std::uint64_t seed);

}  // namespace attacca::validate
