// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "package/records.hpp"

namespace attacca::package {

/// A file that a running process has mapped and that is no longer what stands at its path.
struct OutdatedMapping {
  int process = 0;
  std::string program;                    ///< the process's name
  std::filesystem::path path;             ///< where the file stood when it was mapped
  std::optional<BuildIdentity> identity;  ///< of the file that is mapped, where it may be read
};

/// Which processes still map an old version of one of `binaries` (installed program files).
/// Processes of other users are seen as far as the system allows. `proc` is where the process
/// filesystem is. [main]
std::vector<OutdatedMapping> find_outdated_mappings(
    const std::vector<std::filesystem::path>& binaries,
    const std::filesystem::path& proc = "/proc");

/// One line of a process's maps file.
struct MapsLine {
  std::string range;  ///< as written: "7f…-7f…"
  std::uint64_t inode = 0;
  std::string path;  ///< without the mark
  bool deleted = false;
};

/// Reads one line as proc(5) describes it; nothing for anonymous and special mappings. [any]
std::optional<MapsLine> parse_maps_line(const std::string& line);

}  // namespace attacca::package
