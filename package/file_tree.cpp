// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/file_tree.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sys/stat.h>

#include "package/sha256.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

Error error_at(std::string_view what, const fs::path& where, const std::error_code& error) {
  return Error{std::string(what) + ": " + where.string() + ": " + error.message()};
}

// A link may be copied as it is when it is relative and leads to something inside the tree.
Result<void> check_link(const fs::path& root, const fs::path& relative) {
  const fs::path link = root / relative;
  std::error_code error;
  const fs::path target = fs::read_symlink(link, error);
  if (error) return tl::unexpected(error_at("cannot read the link", link, error));
  const fs::path inside = (relative.parent_path() / target).lexically_normal();
  if (target.is_absolute() || inside.empty() || *inside.begin() == "..") {
    return fail("a symbolic link leads out of the bundle: " + link.string());
  }
  if (!fs::exists(link, error)) {
    return fail("a symbolic link leads nowhere: " + link.string());
  }
  return {};
}

Result<TreeEntry> entry_of(const fs::path& root, const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (error) return tl::unexpected(error_at("cannot read", path, error));
  TreeEntry entry{path.lexically_relative(root), TreeEntry::Kind::file};
  switch (status.type()) {
    case fs::file_type::regular:
      return entry;
    case fs::file_type::directory:
      entry.kind = TreeEntry::Kind::folder;
      return entry;
    case fs::file_type::symlink: {
      entry.kind = TreeEntry::Kind::link;
      if (auto good = check_link(root, entry.relative); !good) return tl::unexpected(good.error());
      return entry;
    }
    default:
      return fail("neither a file nor a folder: " + path.string());
  }
}

unsigned mode_of(const fs::path& file) {
  struct stat status{};
  return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 0777U : 0644U;
}

Result<void> copy_entry(const TreeEntry& entry, const fs::path& source, const fs::path& target,
                        const WriteWatcher& watcher) {
  if (entry.kind == TreeEntry::Kind::folder) {
    if (::mkdir(target.c_str(), 0777) == 0) return {};
    return tl::unexpected(system_error("cannot create", target, errno));
  }
  if (entry.kind == TreeEntry::Kind::link) {
    std::error_code error;
    fs::copy_symlink(source, target, error);
    if (error) return tl::unexpected(error_at("cannot create", target, error));
    return {};
  }
  const auto content = read_file(source);
  if (!content) return tl::unexpected(content.error());
  return write_new_file(target, *content, mode_of(source), watcher);
}

// `root / ""` would end in a slash, which is another path for a file.
fs::path below(const fs::path& root, const fs::path& relative) {
  return relative.empty() ? root : root / relative;
}

}  // namespace

Result<std::vector<TreeEntry>> list_tree(const fs::path& root) {
  std::error_code error;
  const fs::file_status status = fs::status(root, error);
  if (error) return tl::unexpected(error_at("cannot open", root, error));
  if (!fs::is_directory(status)) {
    if (!fs::is_regular_file(status)) return fail("neither a file nor a folder: " + root.string());
    return std::vector<TreeEntry>{TreeEntry{{}, TreeEntry::Kind::file}};
  }
  std::vector<TreeEntry> entries{TreeEntry{{}, TreeEntry::Kind::folder}};
  fs::recursive_directory_iterator it(root, error);
  for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
    auto entry = entry_of(root, it->path());
    if (!entry) return tl::unexpected(entry.error());
    entries.push_back(std::move(*entry));
  }
  if (error) return tl::unexpected(error_at("cannot read", root, error));
  std::sort(entries.begin(), entries.end(),
            [](const TreeEntry& a, const TreeEntry& b) { return a.relative < b.relative; });
  return entries;
}

Result<void> copy_tree(const fs::path& from, const fs::path& to, const WriteWatcher& watcher) {
  const auto entries = list_tree(from);
  if (!entries) return tl::unexpected(entries.error());
  for (const TreeEntry& entry : *entries) {
    auto copied =
        copy_entry(entry, below(from, entry.relative), below(to, entry.relative), watcher);
    if (!copied) return copied;
  }
  for (const TreeEntry& entry : *entries) {
    if (entry.kind != TreeEntry::Kind::folder) continue;
    if (auto synced = sync_folder(below(to, entry.relative)); !synced) return synced;
  }
  return {};
}

Result<std::string> digest_of_tree(const fs::path& root) {
  const auto entries = list_tree(root);
  if (!entries) return tl::unexpected(entries.error());
  std::string lines;
  for (const TreeEntry& entry : *entries) {
    std::string content = "folder";
    if (entry.kind == TreeEntry::Kind::link) {
      std::error_code error;
      content = "link to " + fs::read_symlink(root / entry.relative, error).string();
    } else if (entry.kind == TreeEntry::Kind::file) {
      auto digest = sha256_of_file(below(root, entry.relative));
      if (!digest) return tl::unexpected(digest.error());
      content = std::move(*digest);
    }
    lines += content + "  " + entry.relative.generic_string() + "\n";
  }
  return sha256_hex(lines);
}

}  // namespace attacca::package
