// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "trial/validate/validation.hpp"

namespace attacca::validate {

/// The results as JUnit XML, the form that CI systems read: a test suite for each plugin, a test
/// case for each check and broken watch; warnings are cases with output. [any]
/// Source: the schema of Jenkins' xUnit plugin, junit-10.xsd.
[[nodiscard]] std::string junit_of(const ValidationReport& report);

}  // namespace attacca::validate
