// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "trial/validate/check.hpp"

namespace attacca::validate {

/// Every check there is, in the order in which they run and are reported: by area, from loading a
/// file to sustained use. [any]
[[nodiscard]] std::span<const Check> all_checks();

/// The checks whose names fit one of the patterns, in the order of all_checks(). A pattern is a
/// name or holds `*` for any characters: "state.*". No patterns: all. [any]
/// Errors: a pattern that fits neither a check nor a watch, quoted.
[[nodiscard]] Result<std::vector<const Check*>> select_checks(
    std::span<const std::string_view> patterns);

/// Whether `name` fits `pattern`, in which `*` stands for any characters. [any]
[[nodiscard]] bool fits(std::string_view name, std::string_view pattern) noexcept;

}  // namespace attacca::validate
