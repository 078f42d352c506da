// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/preset_store.hpp"

#include <algorithm>
#include <utility>

#include "platform/preset_folder.hpp"

namespace attacca::core {
namespace {

constexpr int kMostLevels = 8;

bool is_inside_letter(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

}  // namespace

std::string cleared_name(std::string_view name, std::string_view forbidden, std::size_t most) {
  std::string made;
  for (const char letter : name) {
    const bool is_control = static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
    made.push_back(is_control || forbidden.find(letter) != std::string_view::npos ? '_' : letter);
  }
  if (made.size() > most) {
    std::size_t cut = most;
    while (cut > 0 && is_inside_letter(made[cut])) --cut;
    made.resize(cut);
  }
  while (!made.empty() && (made.back() == ' ' || made.back() == '.')) made.pop_back();
  const std::size_t first = made.find_first_not_of(" .");
  return first == std::string::npos ? std::string() : made.substr(first);
}

std::vector<std::string> files_below(const std::string& folder, std::string_view ending,
                                     std::size_t most, std::size_t most_entries) {
  std::vector<std::string> found;
  std::vector<std::string> level = {folder};
  for (int depth = 0; depth <= kMostLevels && !level.empty(); ++depth) {
    std::vector<std::string> below;
    for (const std::string& each : level) {
      look_into(each, ending, most, most_entries, found, below);
    }
    level = std::move(below);
  }
  std::sort(found.begin(), found.end());
  return found;
}

Result<std::string> read_whole_file(const std::string& path, std::size_t most) {
  Result<FilePart> part = read_part(path, 0, most + 1);
  if (!part) return tl::unexpected(std::move(part.error()));
  if (part->bytes.size() > most) {
    return fail("cannot use " + path + ": it is longer than any preset");
  }
  return std::move(part->bytes);
}

}  // namespace attacca::core
