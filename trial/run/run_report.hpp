// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "report/command_result.hpp"
#include "trial/run/run_result.hpp"

namespace attacca::trial {

/// The keys of the document, for --help.
extern const char* const kRunJsonKeys;

/// Fills in the document, the text, the exit code and the error. With `strict`, late callbacks
/// and every broken rule are failures too. [main]
void report_run(const RunResult& run, bool strict, CommandResult& result);

/// Nanoseconds for people: "840 ns", "1.2 µs", "3.4 ms". [any]
[[nodiscard]] std::string text_of_duration(std::uint64_t nanoseconds);

}  // namespace attacca::trial
