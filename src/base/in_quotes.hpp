// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

namespace attacca {

/// `text` between double quotes, for messages. [any] Allocates.
[[nodiscard]] inline std::string in_quotes(std::string_view text) {
  std::string quoted(1, '"');
  quoted += text;
  quoted += '"';
  return quoted;
}

}  // namespace attacca
