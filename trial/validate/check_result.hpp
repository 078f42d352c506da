// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trial/validate/check.hpp"
#include "trial/validate/watch.hpp"

namespace attacca::validate {

enum class Verdict : std::uint8_t {
  passed,
  skipped,
  warned,
  failed,
  crashed,  ///< The process was ended by a signal.
  hung,     ///< No end within the check's time.
  exited,   ///< The plugin ended the process.
};

/// "passed", "skipped", … [any]
[[nodiscard]] std::string_view name_of(Verdict verdict) noexcept;

/// Whether it makes the whole run a failure.
[[nodiscard]] constexpr bool is_failure(Verdict verdict) noexcept {
  return verdict >= Verdict::failed;
}

/// What a broken rule comes to.
[[nodiscard]] constexpr Verdict broken_verdict(const Check& check) noexcept {
  return check.severity == Severity::failure ? Verdict::failed : Verdict::warned;
}

/// What a crash, a hang or an exit comes to.
[[nodiscard]] constexpr Verdict ended_verdict(const Check& check, Verdict how) noexcept {
  return check.warns_at_most ? Verdict::warned : how;
}

/// How one check went on one plugin under one profile.
struct CheckResult {
  const Check* check = nullptr;
  std::string profile;
  Verdict verdict = Verdict::passed;
  /// How the rule was broken, why it was skipped, or what ended the process; a line each.
  std::vector<std::string> messages;
  /// The check that finds the same, where this one could not even begin for want of something that
  /// every plugin must have; empty: none. See CheckContext::rely_on().
  std::string finder;
  std::vector<std::string> notes;
  std::vector<std::string> backtrace;  ///< Of a crash or hang, innermost frame first.
  std::vector<std::string> printed;    ///< The last lines that the plugin wrote, if it went wrong.
  std::vector<WatchHit> hits;
  double seconds = 0.0;
};

}  // namespace attacca::validate
