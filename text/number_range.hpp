// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::text {

/// What keeps `text` from being a number from `low` to `high`, as a sentence's end such as "nan is
/// not within 1 to 1000"; empty if it is one. No NaN lies within anything. [any]
[[nodiscard]] std::string range_fault(const std::string& text, double low, double high);

}  // namespace attacca::text
