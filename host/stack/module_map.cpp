// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/module_map.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace attacca::host {
namespace {

/// Takes the characters up to the next `end` off the line.
std::string_view take(std::string_view& line, char end) {
  const std::size_t at = std::min(line.find(end), line.size());
  const std::string_view word = line.substr(0, at);
  line.remove_prefix(std::min(at + 1, line.size()));
  return word;
}

std::optional<std::uint64_t> hexadecimal(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// 7f3c1000-7f3c2000 r-xp 00001000 fe:01 1234    /usr/lib/libfoo.so (deleted)
std::optional<MappedSegment> segment_of(std::string_view line) {
  constexpr std::string_view kDeleted = " (deleted)";
  const auto begin = hexadecimal(take(line, '-'));
  const auto end = hexadecimal(take(line, ' '));
  const std::string_view rights = take(line, ' ');
  const auto offset = hexadecimal(take(line, ' '));
  take(line, ' ');  // device
  take(line, ' ');  // inode
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  if (!begin || !end || !offset || *begin >= *end || line.empty()) return std::nullopt;
  if (rights.size() < 3 || rights[2] != 'x') return std::nullopt;
  const bool is_on_drive = line.size() > 2 && line[1] == ':' && line[2] == '\\';
  const bool is_path = line.front() == '/' || is_on_drive || line.starts_with("\\\\");
  MappedSegment segment{{}, *begin, *end, *offset, is_path};
  if (line.ends_with(kDeleted)) {
    line.remove_suffix(kDeleted.size());
    segment.is_file_there = false;
  }
  segment.path = line;
  return segment;
}

}  // namespace

ModuleMap ModuleMap::parse(std::string_view maps) {
  ModuleMap map;
  while (!maps.empty()) {
    // A line without its end was cut off.
    if (maps.find('\n') == std::string_view::npos) break;
    if (auto segment = segment_of(take(maps, '\n'))) map.segments_.push_back(std::move(*segment));
  }
  std::sort(map.segments_.begin(), map.segments_.end(),
            [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return map;
}

const MappedSegment* ModuleMap::find(std::uint64_t address) const noexcept {
  const auto after =
      std::upper_bound(segments_.begin(), segments_.end(), address,
                       [](std::uint64_t wanted, const auto& s) { return wanted < s.begin; });
  if (after == segments_.begin()) return nullptr;
  const MappedSegment& segment = *std::prev(after);
  return address < segment.end ? &segment : nullptr;
}

}  // namespace attacca::host
