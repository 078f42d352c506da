// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/source_digest.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

#include "package/sha256.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

bool counts_by_name(const std::string& name) {
  constexpr std::array<std::string_view, 5> kIgnoredEndings{"~", ".orig", ".rej", ".md", ".pyc"};
  return !name.starts_with('.') &&
         std::none_of(kIgnoredEndings.begin(), kIgnoredEndings.end(),
                      [&](std::string_view ending) { return name.ends_with(ending); });
}

bool counts_as_folder(const fs::path& folder, const SourceSet& set) {
  std::error_code error;
  return counts_by_name(folder.filename()) && !fs::exists(folder / "CMakeCache.txt", error) &&
         std::find(set.excluded.begin(), set.excluded.end(), folder) == set.excluded.end();
}

Result<void> collect_folder(const fs::path& folder, const SourceSet& set,
                            std::set<fs::path>& files) {
  std::error_code error;
  fs::recursive_directory_iterator it(folder, error);
  for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
    const fs::path& path = it->path();
    if (it->is_directory(error)) {
      if (it->is_symlink(error) || !counts_as_folder(path, set)) it.disable_recursion_pending();
    } else if (counts_by_name(path.filename()) && it->is_regular_file(error)) {
      files.insert(path);
    }
    error.clear();  // a link that leads nowhere is no source
  }
  if (error) return fail("cannot read: " + folder.string() + ": " + error.message());
  return {};
}

}  // namespace

Result<std::string> digest_of_sources(const std::vector<SourceSet>& sets) {
  std::vector<std::string> lines;
  for (const SourceSet& set : sets) {
    std::set<fs::path> files;
    for (const std::string& item : set.items) {
      const fs::path path = item == "." ? set.root : set.root / item;
      std::error_code error;
      if (fs::is_directory(path, error)) {
        if (auto done = collect_folder(path, set, files); !done)
          return tl::unexpected(done.error());
      } else if (fs::exists(path, error)) {
        files.insert(path);
      }
    }
    for (const fs::path& file : files) {
      const auto digest = sha256_of_file(file);
      if (!digest) return tl::unexpected(digest.error());
      lines.push_back(*digest + "  " + file.lexically_relative(set.root).generic_string() + "\n");
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line;
  return "sha256:" + sha256_hex(text);
}

}  // namespace attacca::package
