// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::host {

/// A part of a file that a process has mapped.
struct MappedSegment {
  std::string path;           ///< Or a name such as "[vdso]".
  std::uint64_t begin = 0;    ///< First address.
  std::uint64_t end = 0;      ///< One past the last.
  std::uint64_t offset = 0;   ///< Of `begin` in the file, bytes.
  bool is_file_there = true;  ///< False: the file was deleted or replaced since.
};

/// Which file a process has at which address: its /proc/<pid>/maps, of which only what can be
/// executed is kept; on Windows lines of the same form, one for each module. A value: it stays good
/// after the process has ended. All members [any].
class ModuleMap {
 public:
  /// From the text of /proc/<pid>/maps (proc_pid_maps(5)); lines that are not understood, or cut
  /// off, are left out.
  [[nodiscard]] static ModuleMap parse(std::string_view maps);
  /// As it is now. Reads /proc/self/maps, and is empty where there is none; on Windows the loader's
  /// list.
  [[nodiscard]] static ModuleMap of_this_process();

  /// Null where nothing is mapped.
  [[nodiscard]] const MappedSegment* find(std::uint64_t address) const noexcept;
  [[nodiscard]] const std::vector<MappedSegment>& segments() const noexcept { return segments_; }

 private:
  std::vector<MappedSegment> segments_;  ///< In order of addresses.
};

}  // namespace attacca::host
