// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/mapped_files.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <system_error>

#include "files/folder_entries.hpp"
#include "package/plugin_binary.hpp"
#include "package/staging.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDeletedMark = " (deleted)";

std::optional<int> process_number(const std::string& name) {
  int number = 0;
  const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size()) return std::nullopt;
  return number;
}

std::string program_name(const fs::path& process) {
  std::ifstream file(process / "comm");
  std::string name;
  std::getline(file, name);
  return name;
}

bool still_in_place(const MapsLine& line) {
  const auto number = line.deleted ? std::nullopt : files::number_of(line.path);
  return number && number->number == line.inode;
}

// The mapped file itself is reachable there although no folder has it any more.
std::optional<BuildIdentity> identity_of_mapping(const fs::path& process, const MapsLine& line) {
  const auto binary = read_plugin_binary(process / "map_files" / line.range);
  return binary ? binary->identity : std::nullopt;
}

void search_process(const fs::path& process, int number, const std::set<std::string>& wanted,
                    std::vector<OutdatedMapping>& found) {
  std::ifstream maps(process / "maps");
  std::set<std::string> reported;
  for (std::string text; std::getline(maps, text);) {
    const auto line = parse_maps_line(text);
    if (!line) continue;
    const std::string path = path_before_staging(line->path);
    if (!wanted.contains(path) || reported.contains(path)) continue;
    if (path == line->path && still_in_place(*line)) continue;
    reported.insert(path);
    found.push_back({number, program_name(process), path, identity_of_mapping(process, *line)});
  }
}

}  // namespace

std::optional<MapsLine> parse_maps_line(const std::string& line) {
  // range, permissions, offset, device, inode; then blanks and the path, which may have blanks too
  std::size_t at = 0;
  std::string fields[5];
  for (std::string& field : fields) {
    at = line.find_first_not_of(' ', at);
    if (at == std::string::npos) return std::nullopt;
    const std::size_t end = std::min(line.find(' ', at), line.size());
    field = line.substr(at, end - at);
    at = end;
  }
  at = line.find_first_not_of(' ', at);
  if (at == std::string::npos || line[at] != '/') return std::nullopt;
  MapsLine parsed{fields[0], 0, line.substr(at), false};
  const std::string& inode = fields[4];
  std::from_chars(inode.data(), inode.data() + inode.size(), parsed.inode);
  if (parsed.path.ends_with(kDeletedMark)) {
    parsed.path.resize(parsed.path.size() - kDeletedMark.size());
    parsed.deleted = true;
  }
  return parsed;
}

std::vector<OutdatedMapping> find_outdated_mappings(const std::vector<fs::path>& binaries,
                                                    const fs::path& proc) {
  std::set<std::string> wanted;
  std::error_code error;
  for (const fs::path& binary : binaries) {
    wanted.insert(fs::weakly_canonical(binary, error).string());
    wanted.insert(binary.string());
  }
  std::vector<OutdatedMapping> found;
  if (wanted.empty()) return found;
  for (fs::directory_iterator it(proc, error), end; !error && it != end; it.increment(error)) {
    const auto number = process_number(it->path().filename().string());
    if (number) search_process(it->path(), *number, wanted, found);
  }
  std::sort(found.begin(), found.end(), [](const OutdatedMapping& a, const OutdatedMapping& b) {
    return a.process < b.process;
  });
  return found;
}

}  // namespace attacca::package
