// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace attacca::trial {

/// "1,234,567". [any]
[[nodiscard]] std::string grouped(std::uint64_t number);
/// "1:05" or "1:00:05"; below a minute "42.0 s". [any]
[[nodiscard]] std::string text_of_seconds(double seconds);
/// "812 kB" or "61.2 MB", with a sign when negative. [any]
[[nodiscard]] std::string text_of_kilobytes(double kilobytes);
/// "3.1 %"; "not measured" when negative. [any]
[[nodiscard]] std::string text_of_share(double percent);
/// Two decimals at most, such as "48000" or "44.1". [any]
[[nodiscard]] std::string text_of_number(double number);

/// The first `columns` code points of the text, with an ellipsis where something is missing. [any]
[[nodiscard]] std::string fitted(std::string_view text, std::size_t columns);

}  // namespace attacca::trial
