// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace attacca::witness {

/// A text as a template's argument.
template <std::size_t N>
struct Literal {
  char text[N] = {};
  // NOLINTNEXTLINE(google-explicit-constructor): so that a literal can be written where it is used
  constexpr Literal(const char (&from)[N]) { std::copy_n(from, N, text); }
  [[nodiscard]] constexpr std::string_view view() const { return {text, N - 1}; }
};

/// "table.member", for ever.
template <std::size_t Size>
constexpr std::array<char, Size> joined_name(std::string_view table, std::string_view member) {
  std::array<char, Size> name{};
  std::copy(table.begin(), table.end(), name.begin());
  name[table.size()] = '.';
  std::copy(member.begin(), member.end(),
            name.begin() + static_cast<std::ptrdiff_t>(table.size()) + 1);
  return name;
}

}  // namespace attacca::witness
