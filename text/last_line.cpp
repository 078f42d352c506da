// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/last_line.hpp"

#include <cstddef>

namespace attacca::text {

std::string_view last_line(std::string_view text) noexcept {
  const std::size_t end = text.find_last_not_of("\r\n");
  if (end == std::string_view::npos) return {};
  const std::string_view whole = text.substr(0, end + 1);
  // npos + 1 is 0: then there is only one line.
  return whole.substr(whole.find_last_of("\r\n") + 1);
}

}  // namespace attacca::text
