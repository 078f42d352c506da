// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "files/file.hpp"

/// What is done with the entries of open folders, wherever these are moved to meanwhile.
namespace attacca::files {

/// Opens a folder, at the end of a link too. [any]
Result<FileHandle> open_folder_at_end(const std::filesystem::path& path);

/// Opens a folder below another one; not a link to one. Not open on failure, with
/// `last_system_error()`. [any]
FileHandle open_folder_below(const FileHandle& parent, const std::filesystem::path& relative);

/// The names of all entries, in no order, without "." and "..". [any]
std::vector<std::string> names_in(const FileHandle& folder);

/// Whether there is something, of whatever kind; a link that leads nowhere counts. [any]
bool is_present_below(const FileHandle& parent, const std::filesystem::path& relative);

/// Whether it is a folder; a link to one is none. [any]
bool is_folder_below(const FileHandle& parent, const std::string& name);

/// What becomes of an entry that has the new name already.
enum class Occupied : std::uint8_t { replaced, kept };

/// How an entry was given another name: the system's reason why it was not, for `system_error`.
struct Renaming {
  int reason = 0;  ///< 0: done

  [[nodiscard]] bool is_done() const noexcept { return reason == 0; }
  /// There is nothing of the old name.
  [[nodiscard]] bool is_missing() const noexcept;
  /// Something of another kind, or a folder that is not empty, has the new name.
  [[nodiscard]] bool is_occupied() const noexcept;
  /// Another program has it open, or something in it.
  [[nodiscard]] bool is_in_use() const noexcept;
};

/// Gives an entry another name, in the same or another open folder, by one step. [any]
Renaming rename_below(const FileHandle& from, const std::string& name, const FileHandle& to,
                      const std::string& new_name, Occupied occupied);

/// Swaps two entries by one step. None: this system or filesystem cannot, or one of them is not
/// there. [any]
std::optional<Renaming> exchange_below(const FileHandle& from, const std::string& name,
                                       const FileHandle& to, const std::string& other);

/// Makes a folder of a new name that begins with `prefix`, for this user alone where there are
/// permission bits. `shown` is the parent, for messages. [any]
Result<std::string> create_private_folder_below(const FileHandle& parent, std::string_view prefix,
                                                const std::filesystem::path& shown);

/// Whether an open folder is this user's. Always so on Windows, where the folder above says whose
/// entries are. [any]
bool is_own(const FileHandle& folder);

/// The same, and whether nobody else may write into it. [any]
bool is_private(const FileHandle& folder);

/// Seconds since an open file or folder was changed; 0 where nobody knows. [any]
std::int64_t age_of(const FileHandle& file);

/// Which file or folder it is, by whatever path it was reached.
struct FileNumber {
  std::uint64_t device = 0;
  std::uint64_t number = 0;

  auto operator<=>(const FileNumber&) const = default;
};

/// Links are followed. None where there is nothing at its end. [any]
std::optional<FileNumber> number_of(const std::filesystem::path& path);

/// Whether entries of a folder may be removed by this user, as far as the system says so before it
/// is tried: the reason why not, for `system_error`, or 0. [any]
int refusal_to_change(const std::filesystem::path& folder);

/// Whether somebody may execute an open file; on Windows nobody needs to be allowed to. [any]
bool is_executable(const FileHandle& file);

/// Creates a symbolic link with exactly this text. `shown` is for messages. [any]
Result<void> create_link_below(const FileHandle& folder, const std::filesystem::path& relative,
                               const std::filesystem::path& leads_to,
                               const std::filesystem::path& shown);

/// Asks the system to forget what it keeps of a file in memory: what is read next comes from the
/// disk. Advice only. [any]
void forget_content(const FileHandle& file);

/// Reads from a place in a file, as much as fits or there is; 0 at its end and on failure. [any]
std::size_t read_at(const FileHandle& file, std::uint64_t offset, std::span<std::byte> buffer);

}  // namespace attacca::files
