// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::core {

// What preset_store.cpp asks each system for, and has for it.

/// Files of one folder whose names end in `ending` and that can be read, up to `most` in all, and
/// the folders in it. So many `entries` may still be looked at. [not audio]
void look_into(const std::string& folder, std::string_view ending, std::size_t most,
               std::size_t& entries, std::vector<std::string>& found,
               std::vector<std::string>& folders);

/// `name` with `_` for control characters and those that are `forbidden`, cut to whole letters
/// within `most` bytes, without blanks and dots at its ends. [not audio]
[[nodiscard]] std::string cleared_name(std::string_view name, std::string_view forbidden,
                                       std::size_t most);

}  // namespace attacca::core
