// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "parlando/conductor/fields.hpp"

namespace parlando::program {

// The objects of docs/parlando/control.md in words. [any]

/// Columns as wide as their widest cell (in code points), two blanks between them; a line for each
/// row.
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows);

[[nodiscard]] std::string words_for_list(const Json& list);
[[nodiscard]] std::string words_for_transport(const Json& transport);
[[nodiscard]] std::string words_for_phrase(const Json& phrase);
[[nodiscard]] std::string words_for_event(const Json& event);
[[nodiscard]] std::string words_for_notes(const Json& notes);

/// With at most so many decimals, and no zeros at the end.
[[nodiscard]] std::string number(double value, int decimals);

}  // namespace parlando::program
