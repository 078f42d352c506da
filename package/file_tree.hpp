// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "files/file.hpp"

namespace attacca::package {

/// One entry of a folder tree, or the file itself when the tree is a single file.
struct TreeEntry {
  enum class Kind { folder, file, link };
  std::filesystem::path relative;  ///< empty for the root
  Kind kind = Kind::file;
};

/// Everything below `root`, the root first, in the order of paths. Symbolic links are listed, not
/// followed, except that `root` itself may be one. Fails on devices and pipes, and on links that
/// lead nowhere or out of the tree, be it by way of other links (a copy of such a tree would not be
/// the same thing). [main]
Result<std::vector<TreeEntry>> list_tree(const std::filesystem::path& root);

/// A place for a copy: a name in an open folder, and its path for messages.
struct TreePlace {
  const files::FileHandle& folder;
  std::string name;
  std::filesystem::path shown;
};

/// Copies a file or a folder tree to a place where nothing may be yet, in pieces, whatever the
/// files' sizes, and waits until the disk has it. The copy can be read by everybody, whatever the
/// umask: folders are 0755, files 0755 when somebody may execute the original, else 0644. [main]
Result<void> copy_tree(const std::filesystem::path& from, const TreePlace& to,
                       const files::WriteWatcher& watcher = {});

/// One digest over names and contents: the SHA-256 of the lines "<digest or target>  <path>\n".
/// Equal trees have equal digests wherever they are. [main]
Result<std::string> digest_of_tree(const std::filesystem::path& root);

}  // namespace attacca::package
