// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::package {

/// What a plugin is compiled from below one folder: the project's part, or the framework's.
struct SourceSet {
  std::filesystem::path root;      ///< paths are counted relative to it
  std::filesystem::path base;      ///< what relative `files` start from; empty: the root
  std::vector<std::string> files;  ///< what the target lists, absolute or relative to `base`
  std::vector<std::filesystem::path> include;  ///< where its includes are looked for
  std::filesystem::path excluded;  ///< the build folder: what lies there was generated; or empty
};

/// "sha256:" and the digest of the sources as they are now, computed as the build computes it
/// (cmake/source_lines.cmake): the SHA-256 of the sorted lines "<sha256>  <path>\n", one for each
/// listed file and for what those include, directly or not, as far as it lies below a root. So a
/// note or log beside the sources counts for nothing. Conditions around an `#include` are not
/// looked at; files that are missing count for nothing. [main]
/// Errors: a source that cannot be read.
Result<std::string> digest_of_sources(const std::vector<SourceSet>& sets);

}  // namespace attacca::package
