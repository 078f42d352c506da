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

/// @name The command that sees a finding again
/// One shell command that runs the check once more in the same way: the same plugin (FILE or
/// FILE#ID), seed, profile and patience. For a watched rule it names a check in which the rule was
/// broken, and the rule, since --only makes watches count that it names. [any]
/// @{
[[nodiscard]] std::string command_to_repeat(const std::string& choice, const CheckResult& result,
                                            const ValidationReport& report);
[[nodiscard]] std::string command_to_repeat(const std::string& choice, const WatchResult& watch,
                                            const ValidationReport& report);
/// @}

}  // namespace attacca::validate
