// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::package {

/// Sources that a plugin is built from: files and folders (with all below), relative to a root.
struct SourceSet {
  std::filesystem::path root;
  std::vector<std::string> items;               ///< "." is the root itself
  std::vector<std::filesystem::path> excluded;  ///< absolute folders that do not belong to it
};

/// "sha256:" and the digest of the sources as they are now, computed as the build computes it
/// (cmake/build_identity_generate.cmake): the SHA-256 of the sorted lines "<sha256>  <path>\n".
/// Not counted: hidden files and folders, backups (*~, *.orig, *.rej), Markdown, Python's caches,
/// build folders (those that hold a CMakeCache.txt). Missing items count as empty. [main]
Result<std::string> digest_of_sources(const std::vector<SourceSet>& sets);

}  // namespace attacca::package
