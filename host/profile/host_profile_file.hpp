// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/profile/host_habits.hpp"
#include "host/profile/host_profile.hpp"

namespace attacca::host {

/// A habit as a file has it.
struct HabitSetting {
  const HostHabit* habit = nullptr;
  std::string value;   ///< As value_text() writes it.
  std::string source;  ///< Where it is known from.
};

/// A profile with what its file says beside.
struct HostProfileFile {
  HostProfile profile;
  std::string summary;                 ///< One sentence for people.
  std::vector<HabitSetting> settings;  ///< In the order of host_habits().
};

/// Larger files are no profiles.
constexpr std::size_t kMaxProfileBytes = std::size_t{256} * 1024;

/// Reads a profile in TOML; docs/host-profiles.md describes the format. `file` names it in
/// messages. [main] Errors, as "file:line:column: what": broken TOML, an unknown key or habit
/// (known ones are listed), a value of another type or range, a missing name or source, too many
/// bytes.
[[nodiscard]] Result<HostProfileFile> parse_host_profile(std::string_view text,
                                                         std::string_view file);

/// [main] Errors: those of parse_host_profile(), or the file cannot be read.
[[nodiscard]] Result<HostProfileFile> read_host_profile(const std::filesystem::path& path);

/// host_profile() with what the file says beside. [main] Errors: those of host_profile().
[[nodiscard]] Result<HostProfileFile> host_profile_file(std::string_view name_or_path);

}  // namespace attacca::host
