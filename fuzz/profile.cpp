// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a host profile, in TOML.

#include <charconv>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "host/profile/host_habits.hpp"
#include "host/profile/host_profile_file.hpp"

namespace attacca::fuzz {
namespace {

using host::HostHabit;
using host::HostProfile;
using host::HostProfileFile;

/// "p:LINE:COLUMN: why"; only a size has no place.
void check_mistake(std::string_view message) {
  require(is_one_clear_line(message), "a mistake is one clear line");
  require(message.starts_with("p:"), "it begins with the file");
  if (message.starts_with("p: too large")) return;
  std::size_t line = 0;
  std::size_t column = 0;
  const char* const end = message.data() + message.size();
  const auto line_end = std::from_chars(message.data() + 2, end, line);
  require(line_end.ec == std::errc() && *line_end.ptr == ':', "then the line");
  const auto column_end = std::from_chars(line_end.ptr + 1, end, column);
  require(column_end.ec == std::errc() && end - column_end.ptr > 2, "then the column");
}

/// The same habits as another file, of all habits.
std::string written(const HostProfile& profile) {
  std::string text = "name = 'n'\nvendor = 'v'\nversion = '1'\nsummary = 's'\n";
  for (const HostHabit& habit : host::host_habits()) {
    const std::string value = host::value_text(habit, profile);
    const bool is_word = !host::words_of(habit).empty();
    text += "[habits." + std::string(habit.key) + "]\nsource = 'x'\nvalue = ";
    text += is_word ? "'" + value + "'\n" : value + "\n";
  }
  return text;
}

void check_profile(const HostProfileFile& file) {
  require(!file.profile.name.empty() && !file.summary.empty(), "a profile has a name");
  require(is_utf8(file.profile.name) && is_utf8(file.summary), "its texts are UTF-8");
  const HostHabit* before = nullptr;
  for (const auto& setting : file.settings) {
    require(before == nullptr || before < setting.habit, "each habit once, in their order");
    before = setting.habit;
    require(!setting.source.empty(), "each habit has a source");
    require(setting.value == host::value_text(*setting.habit, file.profile), "and its value");
  }
  const auto again = host::parse_host_profile(written(file.profile), "p");
  require(again.has_value(), "every profile can be written as a file");
  for (const HostHabit& habit : host::host_habits()) {
    require(host::value_text(habit, again->profile) == host::value_text(habit, file.profile),
            "with the same habits");
  }
}

void check(std::string_view text) {
  const auto file = host::parse_host_profile(text, "p");
  if (file) {
    check_profile(*file);
  } else {
    check_mistake(file.error().message);
  }
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(attacca::fuzz::as_text(data, size));
  return 0;
}
