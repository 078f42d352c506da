// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "trial/soak/soak_report.hpp"

namespace attacca::trial {

/// The report as one HTML file without scripts and without anything from elsewhere; light and dark
/// by prefers-color-scheme. The body is well-formed XML. [any]
[[nodiscard]] std::string html_report(const SoakReport& report);

}  // namespace attacca::trial
