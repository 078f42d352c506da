// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace attacca::host {

/// The system starts this program beside one that has a console of its own, as its child, and ends
/// it with that: no plugin did. [any]
[[nodiscard]] constexpr bool is_console_host(std::string_view name) noexcept {
  return name == "conhost.exe";
}

}  // namespace attacca::host
