// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::doctor {

/// What was looked at.
enum class Subject : std::uint8_t { build_tools, plugins, hosts, realtime, editors };

/// "build tools", "plugins", "hosts", "realtime" or "editors". [any]
[[nodiscard]] constexpr std::string_view name_of(Subject subject) noexcept {
  switch (subject) {
    case Subject::build_tools:
      return "build tools";
    case Subject::plugins:
      return "plugins";
    case Subject::hosts:
      return "hosts";
    case Subject::realtime:
      return "realtime";
    case Subject::editors:
      break;
  }
  return "editors";
}

/// How much it matters.
enum class Weight : std::uint8_t {
  problem,  ///< something does not work, or another thing works than one thinks
  advice,   ///< something could be better
};

/// One thing that is wrong.
struct Finding {
  Subject subject = Subject::plugins;
  Weight weight = Weight::problem;
  std::string what;    ///< a sentence: what, where
  std::string remedy;  ///< a command that mends it, or a sentence where none does
};

using Findings = std::vector<Finding>;

}  // namespace attacca::doctor
