// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::core {

/// Where this system keeps presets of plugins that several hosts are to see; with a `/` behind.
struct PresetRoots {
  std::string user;                 ///< empty: there is no home
  std::vector<std::string> shared;  ///< for everybody
};
[[nodiscard]] PresetRoots preset_roots();  ///< [not audio]

/// A name of a vendor, a plugin or a preset as the name of a folder or file: without what a path
/// could take for something else. Empty: nothing is left. [not audio]
[[nodiscard]] std::string as_file_name(std::string_view name);

[[nodiscard]] bool is_folder(const std::string& path) noexcept;  ///< [not audio]

/// Whether something of this name is there, a link to nothing too. [not audio]
[[nodiscard]] bool exists(const std::string& path) noexcept;

/// The readable files below `folder` whose names end in `ending`, at most `most` of them, by name.
/// Folders are entered a few levels deep, links to folders never, and of a tree without end
/// `most_entries` are looked at, those of upper levels first. None where there is nothing.
/// [not audio]
[[nodiscard]] std::vector<std::string> files_below(const std::string& folder,
                                                   std::string_view ending, std::size_t most,
                                                   std::size_t most_entries = 100'000);

/// A regular file of at most `most` bytes; a pipe or device is not waited for. [not audio]
/// Errors: the system's words, or what it is instead.
[[nodiscard]] Result<std::string> read_whole_file(const std::string& path, std::size_t most);

/// A piece of a file.
struct FilePart {
  std::string bytes;
  std::uint64_t file_size = 0;  ///< bytes, of the whole
};
/// The same, but no more than `size` bytes from `offset` on; none beyond its end. [not audio]
[[nodiscard]] Result<FilePart> read_part(const std::string& path, std::uint64_t offset,
                                         std::size_t size);

/// Replaces `folder` + `name` as a whole; the folder is made, and what a process that was killed
/// has left in it of such a write is cleared away. [not audio] Errors: the system's words.
[[nodiscard]] Result<void> write_whole_file(const std::string& folder, const std::string& name,
                                            std::string_view bytes);

}  // namespace attacca::core
