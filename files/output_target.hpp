// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <optional>

#include "attacca/base/result.hpp"

namespace attacca::files {

/// What stands where an output is to go.
struct OutputTarget {
  std::filesystem::path path;  ///< links resolved; the path as given when it is written directly
  bool is_direct = false;      ///< a pipe, a device, an open descriptor (/dev/stdout): no renaming
  std::optional<unsigned> mode;  ///< permission bits of the file that is there already
};

/// Looks at the place of an output. Links are followed to the file that they lead to, which need
/// not exist; in folders that everybody may write into, not those of somebody else. [any]
/// Errors, each with the system's reason: a folder, no permission, a block device, no such folder,
/// somebody else's link.
Result<OutputTarget> find_output_target(const std::filesystem::path& path);

}  // namespace attacca::files
