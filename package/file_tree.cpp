// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/file_tree.hpp"

#include <algorithm>
#include <span>
#include <system_error>

#include "files/folder_entries.hpp"
#include "package/sha256.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

Error error_at(std::string_view what, const fs::path& where, const std::error_code& error) {
  return Error{std::string(what) + ": " + where.string() + ": " + error.message()};
}

constexpr int kMostLinks = 40;  // as the kernel has it

tl::unexpected<Error> leads_out(const fs::path& link) {
  return fail("a symbolic link leads out of the bundle: " + link.string());
}

// A link may be copied as it is when it and every link on its way are relative and stay inside the
// tree. Each step is looked up on the disk: by the text alone, "a/.." is inside wherever a leads.
Result<void> check_link(const fs::path& root, const fs::path& relative) {
  const fs::path link = root / relative;
  std::vector<std::string> here;   // folders below the root
  std::vector<std::string> ahead;  // the next step comes last
  const auto add_ahead = [&ahead](const fs::path& path) {
    const std::vector<fs::path> steps(path.begin(), path.end());
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) ahead.push_back(step->string());
  };
  add_ahead(relative);
  for (int links = 0; !ahead.empty();) {
    const std::string step = std::move(ahead.back());
    ahead.pop_back();
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      if (here.empty()) return leads_out(link);
      here.pop_back();
      continue;
    }
    fs::path path = root;
    for (const std::string& folder : here) path /= folder;
    path /= step;
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (status.type() == fs::file_type::not_found) {
      return fail("a symbolic link leads nowhere: " + link.string());
    }
    if (error) return tl::unexpected(error_at("cannot read the link", link, error));
    if (status.type() != fs::file_type::symlink) {
      here.push_back(step);
      continue;
    }
    if (++links > kMostLinks) return fail("a symbolic link leads nowhere: " + link.string());
    const fs::path target = fs::read_symlink(path, error);
    if (error) return tl::unexpected(error_at("cannot read the link", path, error));
    if (target.is_absolute()) return leads_out(link);
    add_ahead(target);
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

// What is installed is for everybody, whoever made it: the umask says nothing about it.
unsigned mode_of(const files::FileHandle& file) {
  return files::is_executable(file) ? 0755U : 0644U;
}

Result<void> copy_content(const files::FileHandle& from, const files::FileHandle& to,
                          const fs::path& source, const fs::path& target,
                          const files::WriteWatcher& watcher) {
  std::vector<std::byte> piece(std::size_t{1} << 18U);
  for (;;) {
    const auto count = files::read_some(from, piece, source);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    auto written = files::write_all(to, std::span(piece).first(*count), target, watcher);
    if (!written) return written;
  }
  if (auto synced = files::sync_file(to, target); !synced) return synced;
  // When the file is read again to be compared, it should come from the disk.
  files::forget_content(to);
  return {};
}

Result<void> copy_file(Result<files::FileHandle> source, const fs::path& from,
                       const files::FileHandle& folder, const fs::path& relative,
                       const fs::path& to, const files::WriteWatcher& watcher) {
  if (!source) return tl::unexpected(source.error());
  auto target = files::create_file_below(folder, relative, mode_of(*source), to);
  if (!target) return tl::unexpected(target.error());
  return copy_content(*source, *target, from, to, watcher);
}

Result<void> copy_link(const fs::path& from, const files::FileHandle& folder,
                       const fs::path& relative, const fs::path& to) {
  std::error_code error;
  const fs::path leads_to = fs::read_symlink(from, error);
  if (error) return tl::unexpected(error_at("cannot read the link", from, error));
  return files::create_link_below(folder, relative, leads_to, to);
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

Result<void> copy_tree(const fs::path& from, const TreePlace& to,
                       const files::WriteWatcher& watcher) {
  const auto entries = list_tree(from);
  if (!entries) return tl::unexpected(entries.error());
  if (entries->front().kind == TreeEntry::Kind::file) {
    return copy_file(files::open_regular_file(from), from, to.folder, to.name, to.shown, watcher);
  }
  const auto source = files::open_folder_at_end(from);
  if (!source) return tl::unexpected(source.error());
  for (const TreeEntry& entry : *entries) {
    const fs::path original = below(from, entry.relative);
    const fs::path place = below(to.name, entry.relative);
    const fs::path shown = below(to.shown, entry.relative);
    Result<void> copied;
    switch (entry.kind) {
      case TreeEntry::Kind::folder:
        copied = files::create_folder_below(to.folder, place, 0755, shown);
        break;
      case TreeEntry::Kind::link:
        copied = copy_link(original, to.folder, place, shown);
        break;
      case TreeEntry::Kind::file:
        copied = copy_file(files::open_regular_file_below(*source, entry.relative, original),
                           original, to.folder, place, shown, watcher);
        break;
    }
    if (!copied) return copied;
  }
  for (const TreeEntry& entry : *entries) {
    if (entry.kind != TreeEntry::Kind::folder) continue;
    const fs::path shown = below(to.shown, entry.relative);
    const files::FileHandle folder =
        files::open_folder_below(to.folder, below(to.name, entry.relative));
    if (!folder.is_open()) {
      return tl::unexpected(files::system_error("cannot open", shown, files::last_system_error()));
    }
    if (auto synced = files::sync_file(folder, shown); !synced) return synced;
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
