// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "text/number_range.hpp"

namespace attacca::cli {

/// Takes numbers from `low` to `high`, and no NaN, which CLI::Range lets pass.
inline CLI::Validator within(double low, double high) {
  return {[low, high](std::string& value) { return text::range_fault(value, low, high); }, "",
          "number"};
}

}  // namespace attacca::cli
