// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "files/file.hpp"

namespace attacca::files {

/// How the names begin that files have until they are whole, and one such name. [any]
inline constexpr std::string_view kPartPrefix = ".attacca-part-";
std::string random_part_name();

/// Letters and digits for a name that nobody can foresee. [any]
std::string random_letters(int count);

/// A file that takes its place only when it is whole, in one step; until then, and for ever on
/// failure, an older file stays as it was. The one way in which the tools write reports and
/// recordings:
///
///     auto file = AtomicFile::create(path);          // known now: unwritable, not a file
///     if (file) file->write(text);
///     if (file) file->commit();
///
/// What is not yet committed has no name at all where the system can do that (O_TMPFILE), so that
/// nothing is left behind however the process ends. Elsewhere it has a random name beside its place
/// that begins with ".attacca-part-", and what a killed process left of that kind is cleared away
/// by the next one. An older file's permission bits are kept; a link given as the path stays, and
/// the file that it leads to is replaced. Pipes and devices are written directly. [main]
class AtomicFile {
 public:
  /// Errors: as `find_output_target`; the folder is not writable; nobody reads from the pipe.
  static Result<AtomicFile> create(const std::filesystem::path& path);

  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  /// The path as it was given.
  [[nodiscard]] const std::filesystem::path& target() const noexcept { return given_; }
  /// Whether it is a pipe or device, where what is written cannot be taken back.
  [[nodiscard]] bool is_direct() const noexcept { return is_direct_; }
  /// Open for writing, and for reading too unless it is direct.
  [[nodiscard]] const FileHandle& handle() const noexcept { return file_; }
  /// A path by which a library of somebody else's can open it to write; good in this process only.
  [[nodiscard]] std::filesystem::path path_to_write() const;

  /// Appends. Errors: the system's reason (a full disk, a limit on file sizes).
  [[nodiscard]] Result<void> write(std::string_view text);
  /// Begins anew: what was written so far is forgotten. Without effect on pipes and devices.
  [[nodiscard]] Result<void> rewind();
  /// Puts the file in its place. Once. Errors: the disk did not take it, or the place is gone.
  [[nodiscard]] Result<void> commit();

 private:
  AtomicFile() = default;
  Result<void> open_directly();
  Result<void> open_beside(const std::filesystem::path& place, unsigned mode);
  [[nodiscard]] Error cannot(int reason) const;

  std::filesystem::path given_;
  bool is_direct_ = false;
  FileHandle folder_;
  FileHandle file_;
  std::filesystem::path place_;  // the folder, for those who open by name
  std::string name_;             // the final one, in the folder
  std::string part_name_;        // empty when it has none
};

/// Writes a whole file: create, write and commit in one. [main]
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view text);

/// Whether a file could be written there now; nothing is left behind. [main]
Result<void> check_writable(const std::filesystem::path& path);

/// Clears away what killed processes of this user left of files for this folder. [main]
void remove_leftover_parts(const std::filesystem::path& folder);

}  // namespace attacca::files
