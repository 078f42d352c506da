// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <nlohmann/json.hpp>

#include "trial/validate/validation.hpp"

namespace attacca::validate {

/// What `attacca validate --json` prints. [any]
[[nodiscard]] nlohmann::ordered_json json_of(const ValidationReport& report);

/// All checks and watches, for `--list --json`. [any]
[[nodiscard]] nlohmann::ordered_json json_list_of_checks();

}  // namespace attacca::validate
