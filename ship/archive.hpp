// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

#include "attacca/base/result.hpp"

namespace attacca::ship {

/// A folder that is to be packed.
struct ArchivedFolder {
  std::filesystem::path parent;
  std::string folder;    ///< its name in there
  std::string shown_as;  ///< its name in the archive
  std::string time;      ///< of all files in the archive: UTC, ISO 8601
};

/// Packs a folder into `archive`, a .tar.xz. Everything that could differ between two runs is said:
/// order, owner, times. Runs `tar`. [main] Errors: tar is not there, or fails.
[[nodiscard]] Result<void> make_archive(const ArchivedFolder& folder,
                                        const std::filesystem::path& archive);

}  // namespace attacca::ship
