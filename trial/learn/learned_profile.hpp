// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/profile/host_profile.hpp"
#include "witness/record/record.hpp"

namespace attacca::trial {

/// What a recording shows of one habit.
struct Finding {
  std::string_view habit;  ///< its key
  std::variant<bool, std::int64_t, std::string> value;
  std::string source;  ///< which records show it
};

/// What a recording shows of a host.
struct LearnedProfile {
  host::HostProfile profile;
  std::string format;                    ///< "CLAP" or "VST3"
  std::vector<Finding> findings;         ///< in the order of host::host_habits()
  std::vector<std::string_view> unseen;  ///< keys of habits that it does not show

  std::uint64_t calls = 0;
  std::uint64_t blocks = 0;
  std::uint64_t threads = 0;
  std::uint64_t instances = 0;
  double seconds = 0.0;    ///< from the first record to the last
  std::uint64_t lost = 0;  ///< records that are not in the file
};

/// Looks for every habit in the calls. [main]
[[nodiscard]] LearnedProfile learn_profile(const witness::Recording& recording);

/// As a profile's file has it: the habits that differ from the well-behaved host's, and as comments
/// those that do not and those that could not be seen. `file` is the recording's name. [any]
[[nodiscard]] std::string profile_text(const LearnedProfile& learned, std::string_view file);

}  // namespace attacca::trial
