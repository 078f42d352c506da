// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// Compares what the header of a WAVE file (RIFF, RF64) promises with the bytes that are there;
/// libsndfile plays what it finds and does not say so. Other kinds of files pass. [main]
/// Source: EBU Tech 3306 (RF64), "Multimedia Programming Interface and Data Specifications 1.0".
/// Errors: less audio than promised (a copy that was cut off), or a promise of none before audio (a
/// recording that was never finished), with both sizes; a sample rate outside
/// kLowestRate..kHighestRate; a BW64, which libsndfile does not know.
[[nodiscard]] Result<void> check_wave_sizes(const std::filesystem::path& path);

}  // namespace attacca::host
