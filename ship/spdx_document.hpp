// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "package/build_manifest.hpp"

namespace attacca::ship {

struct SpdxFile {
  std::string path;  ///< relative to the release, with / between folders
  std::string sha1;  ///< hex digits
  std::string sha256;
  /// Of a plugin's binary: what is linked in, and the libraries that the loader opens with it.
  std::vector<package::LinkedLibrary> linked;
  std::vector<std::string> needed;
};

/// A release as an SPDX document sees it.
struct SpdxRelease {
  std::string name;
  std::string version;
  std::string vendor;
  std::string license;    ///< an SPDX expression, or NOASSERTION
  std::string framework;  ///< the version of Attacca that is linked in
  std::string time;       ///< of the newest build in it: UTC, ISO 8601, to the second
  std::vector<SpdxFile> files;
  std::vector<std::string> left_out;  ///< what is written after this document, and itself
};

/// A bill of materials as JSON: the release, its files with their sums, the framework and every
/// library linked in with its licence, and the shared libraries that are opened. [any]
/// Source: SPDX specification 2.3, clauses 6 to 11.
[[nodiscard]] std::string spdx_document(const SpdxRelease& release);

}  // namespace attacca::ship
