// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "trial/soak/soak_report.hpp"

namespace attacca::trial {

/// The report as a text for a terminal. [any]
[[nodiscard]] std::string soak_summary(const SoakReport& report);

/// The report as JSON, everything in it. [any]
[[nodiscard]] nlohmann::ordered_json soak_document(const SoakReport& report);

/// What soak_document() holds, for --help.
extern const char* const kSoakJsonKeys;

}  // namespace attacca::trial
