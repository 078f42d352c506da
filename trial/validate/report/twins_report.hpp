// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "trial/validate/twins/twins.hpp"

namespace attacca::validate {

/// What `attacca validate --twins` prints. [any]
[[nodiscard]] std::string text_of(const TwinsReport& report);

/// The same with `--json`. [any]
[[nodiscard]] nlohmann::ordered_json json_of(const TwinsReport& report);

}  // namespace attacca::validate
