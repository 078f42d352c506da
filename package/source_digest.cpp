// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/source_digest.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <system_error>

#include "files/file.hpp"
#include "package/sha256.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

struct Include {
  std::string name;
  bool quoted = false;
};

bool is_code(const fs::path& path) {
  constexpr std::array<std::string_view, 13> kEndings{".c",   ".cc",  ".cpp", ".cxx", ".h",
                                                      ".hh",  ".hpp", ".hxx", ".inc", ".inl",
                                                      ".ipp", ".m",   ".mm"};
  return std::find(kEndings.begin(), kEndings.end(), path.extension().string()) != kEndings.end();
}

bool is_below(const fs::path& path, const fs::path& folder) {
  return !folder.empty() &&
         std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
             folder.end();
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

bool skip(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// What a line includes; an empty name when it is another line.
Include include_of(std::string_view line) {
  skip_blanks(line);
  if (!skip(line, "#")) return {};
  skip_blanks(line);
  if (!skip(line, "include")) return {};
  skip_blanks(line);
  if (line.empty() || (line.front() != '"' && line.front() != '<')) return {};
  const bool quoted = line.front() == '"';
  line.remove_prefix(1);
  const std::size_t end = line.find_first_of("<>\"");
  if (end == std::string_view::npos || end == 0 || line[end] == '<') return {};
  return {std::string(line.substr(0, end)), quoted};
}

std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> includes;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (Include found = include_of(text.substr(0, end)); !found.name.empty()) {
      includes.push_back(std::move(found));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return includes;
}

// Walks from the listed files along their includes, and keeps a line for each.
class SourceWalk {
 public:
  explicit SourceWalk(const std::vector<SourceSet>& sets) : sets_(sets) {
    for (const SourceSet& set : sets) {
      for (const fs::path& folder : set.include) {
        if (owner_of(folder) != nullptr) folders_.push_back(folder);
      }
    }
  }

  Result<std::set<std::string>> lines() {
    for (const SourceSet& set : sets_) {
      for (const std::string& file : set.files) {
        const fs::path path = ((set.base.empty() ? set.root : set.base) / file).lexically_normal();
        // A listed source may lie beside the project.
        const SourceSet* owner = is_excluded(path) ? nullptr : owner_of(path);
        add(path, owner != nullptr || is_excluded(path) ? owner : &set);
      }
    }
    while (!waiting_.empty()) {
      const auto [path, owner] = waiting_.back();
      waiting_.pop_back();
      if (auto done = read(path, *owner); !done) return tl::unexpected(done.error());
    }
    return lines_;
  }

 private:
  // The innermost of the roots and build folders that a path lies in.
  [[nodiscard]] const SourceSet* owner_of(const fs::path& path) const {
    const SourceSet* owner = nullptr;
    for (const SourceSet& set : sets_) {
      if (!is_below(path, set.root)) continue;
      if (owner == nullptr || is_below(set.root, owner->root)) owner = &set;
    }
    for (const SourceSet& set : sets_) {
      if (owner == nullptr || !is_below(path, set.excluded)) continue;
      if (set.excluded != owner->root && is_below(set.excluded, owner->root)) return nullptr;
    }
    return owner;
  }

  [[nodiscard]] bool is_excluded(const fs::path& path) const {
    return owner_of(path) == nullptr &&
           std::any_of(sets_.begin(), sets_.end(),
                       [&](const SourceSet& set) { return is_below(path, set.excluded); });
  }

  void add(const fs::path& path, const SourceSet* owner) {
    if (owner != nullptr && seen_.insert(path).second) waiting_.emplace_back(path, owner);
  }

  Result<void> read(const fs::path& path, const SourceSet& owner) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return {};
    const auto bytes = files::read_file(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    lines_.insert(sha256_hex(text) + "  " + path.lexically_relative(owner.root).generic_string() +
                  "\n");
    if (!is_code(path)) return {};
    for (const Include& include : includes_of(text)) follow(include, path.parent_path());
    return {};
  }

  void follow(const Include& include, const fs::path& beside) {
    std::error_code error;
    if (include.quoted && fs::exists(beside / include.name, error)) {
      const fs::path header = (beside / include.name).lexically_normal();
      return add(header, owner_of(header));
    }
    for (const fs::path& folder : folders_) {
      if (!fs::exists(folder / include.name, error)) continue;
      const fs::path header = (folder / include.name).lexically_normal();
      return add(header, owner_of(header));
    }
  }

  const std::vector<SourceSet>& sets_;
  std::vector<fs::path> folders_;
  std::set<fs::path> seen_;
  std::vector<std::pair<fs::path, const SourceSet*>> waiting_;
  std::set<std::string> lines_;
};

}  // namespace

Result<std::string> digest_of_sources(const std::vector<SourceSet>& sets) {
  const auto lines = SourceWalk(sets).lines();
  if (!lines) return tl::unexpected(lines.error());
  std::string text;
  for (const std::string& line : *lines) text += line;
  return "sha256:" + sha256_hex(text);
}

}  // namespace attacca::package
