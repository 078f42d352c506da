// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/track_text.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace attacca::trial {
namespace {

constexpr std::string_view kArrow = "->";

std::string in_quotes(std::string_view text) {
  return "\"" + text::printable(text) + "\"";
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t at = text.find(kArrow); at != std::string_view::npos; at = text.find(kArrow)) {
    parts.emplace_back(trimmed(text.substr(0, at)));
    text.remove_prefix(at + kArrow.size());
  }
  parts.emplace_back(trimmed(text));
  return parts;
}

Result<std::size_t> track_called(const std::string& name, std::span<const std::string> names) {
  const auto count = std::count(names.begin(), names.end(), name);
  if (count == 1) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  }
  if (count > 1) {
    return fail(std::to_string(count) + " tracks are called " + in_quotes(name) +
                ": give the track's number");
  }
  std::size_t number = 0;
  const char* const end = name.data() + name.size();
  const auto [rest, error] = std::from_chars(name.data(), end, number);
  if (error == std::errc{} && rest == end && number >= 1 && number <= names.size()) {
    return number - 1;
  }
  const auto near = text::near_names(name, std::vector<std::string>(names.begin(), names.end()));
  return fail("there is no track " + in_quotes(name) + ": expected a number from 1 to " +
              std::to_string(names.size()) + ", or a name, such as " +
              text::list_of(near, names.size()));
}

}  // namespace

Result<std::vector<std::string>> plugins_of_track(const std::string& text) {
  std::error_code ignored;
  if (text.find(kArrow) == std::string::npos || std::filesystem::exists(text, ignored)) {
    return std::vector<std::string>{text};
  }
  auto parts = split(text);
  if (std::find(parts.begin(), parts.end(), "") != parts.end()) {
    return fail(in_quotes(text) + ": a plugin is missing at an arrow; expected \"A -> B\"");
  }
  return parts;
}

Result<NoteRoute> note_route(const std::string& text, std::span<const std::string> names) {
  const auto parts = split(text);
  if (parts.size() != 2) {
    return fail(in_quotes(text) + " is no way for notes: expected \"FROM -> TO\", two tracks");
  }
  const auto from = track_called(parts[0], names);
  if (!from) return tl::unexpected(from.error());
  const auto to = track_called(parts[1], names);
  if (!to) return tl::unexpected(to.error());
  if (*from == *to) return fail(in_quotes(text) + ": a track cannot send notes to itself");
  return NoteRoute{*from, *to};
}

}  // namespace attacca::trial
