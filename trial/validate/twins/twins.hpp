// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "trial/validate/check.hpp"
#include "trial/validate/check_runner.hpp"

namespace attacca::validate {

/// A difference between formats that no plugin can avoid.
struct ForcedDifference {
  std::string_view key;     ///< A pattern of transcript keys; `*` stands for any characters.
  std::string_view reason;  ///< Why the formats force it.
};

/// All of them; docs/validate.md lists them. [any]
[[nodiscard]] std::span<const ForcedDifference> forced_differences() noexcept;

/// One place where two transcripts differ. An empty side: it has no such line.
struct TwinDifference {
  std::string scenario;
  std::string key;
  std::string first;
  std::string second;
  const ForcedDifference* forced = nullptr;  ///< Null: a failure.
};

struct TwinsReport {
  std::uint64_t seed = 0;
  std::filesystem::path first;
  std::filesystem::path second;
  std::string first_label;  ///< Such as "vst3".
  std::string second_label;
  std::size_t lines = 0;               ///< Compared.
  std::vector<std::string> scenarios;  ///< Driven through both.
  std::vector<TwinDifference> differences;
  /// Scenarios that one of the two did not survive, or that could not be run; a line each.
  std::vector<std::string> broken;

  [[nodiscard]] bool is_same() const noexcept;
};

/// What is done to both twins. Each writes its transcript as notes, "key = value". [any]
[[nodiscard]] std::span<const Check> twin_scenarios();

/// Compares two transcripts line by line; keys come in the same order in both. [any]
[[nodiscard]] std::vector<TwinDifference> compare_transcripts(const std::string& scenario,
                                                              std::span<const std::string> first,
                                                              std::span<const std::string> second);

/// Drives the first plugin of each file through the same scenarios, each in a process of its own,
/// and compares what they did. [main] Errors: see discover(); a file that does not load.
[[nodiscard]] Result<TwinsReport> compare_twins(const std::filesystem::path& first,
                                                const std::filesystem::path& second,
                                                const RunnerOptions& options);

}  // namespace attacca::validate
