// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::files {

/// An open file descriptor, closed at the end of its scope. On Windows it is one of the C
/// library's, in binary mode, around a handle of the system's; folders can be open there as well.
/// [any]
class FileHandle {
 public:
  explicit FileHandle(int descriptor = -1) noexcept : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle();

  [[nodiscard]] int get() const noexcept { return descriptor_; }
  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

/// "what: where: why", with the reason of a failed system call: `errno`, or what GetLastError()
/// answered on Windows. [any]
Error system_error(std::string_view what, const std::filesystem::path& where, int error_number);

/// The reason of the last failed system call of this thread, for `system_error`. [any]
[[nodiscard]] int last_system_error() noexcept;

/// The path without the separators at its end: '/', on Windows '\\' too. [any]
[[nodiscard]] std::string_view without_last_separators(std::string_view path) noexcept;

/// Opens a regular file for reading. Folders, devices and pipes are refused, and nothing blocks
/// on them. A symbolic link is followed. [any]
Result<FileHandle> open_regular_file(const std::filesystem::path& path);

/// The same for a file below an open folder, where a symbolic link as the last part of `relative`
/// is refused. `shown` is for messages. [any]
Result<FileHandle> open_regular_file_below(const FileHandle& folder,
                                           const std::filesystem::path& relative,
                                           const std::filesystem::path& shown);

/// Opens a folder; the last part of the path may not be a symbolic link. [any]
Result<FileHandle> open_folder(const std::filesystem::path& path);

/// Reads the next piece of a file into `buffer`; 0 at its end. `path` is for the message only.
/// [any]
Result<std::size_t> read_some(const FileHandle& file, std::span<std::byte> buffer,
                              const std::filesystem::path& path);

/// What is larger than this is not a plugin, and is not read into memory.
inline constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30U;

/// How long an open file is, in bytes. `path` is for the message only. [any]
Result<std::uint64_t> size_of(const FileHandle& file, const std::filesystem::path& path);

/// What is said of a file of more than `largest` bytes. [any]
std::string too_large(std::uint64_t largest, const std::filesystem::path& path);

/// A whole regular file of at most `largest` bytes. [any] Errors: cannot be opened or read, no
/// regular file, too large.
Result<std::vector<std::byte>> read_file(const std::filesystem::path& path,
                                         std::uint64_t largest = kLargestFile);

/// A whole text of at most `largest` bytes, out of a regular file, a pipe or a device (a shell's
/// <(command), /dev/stdin). Waits at most 10 s for each next piece, so that a pipe that nobody
/// writes into does not hold the program for ever. [any] Errors: as `read_file`, and: nothing came.
Result<std::string> read_text(const std::filesystem::path& path, std::uint64_t largest);

/// Called before each piece that is written, so that a caller can watch (or a test can stop) a
/// write at any moment.
using WriteWatcher = std::function<void()>;

/// Writes all of `content`. `path` is for the message. [any]
Result<void> write_all(const FileHandle& file, std::span<const std::byte> content,
                       const std::filesystem::path& path, const WriteWatcher& watcher = {});

/// Creates a file below an open folder, where nothing may be yet, with exactly the permission bits
/// `mode`, whatever the umask; Windows has none, and takes those of the folder above. `shown` is
/// for messages. [any]
Result<FileHandle> create_file_below(const FileHandle& folder,
                                     const std::filesystem::path& relative, unsigned mode,
                                     const std::filesystem::path& shown);

/// Creates a folder likewise. [any]
Result<void> create_folder_below(const FileHandle& folder, const std::filesystem::path& relative,
                                 unsigned mode, const std::filesystem::path& shown);

/// Makes a folder and those above it that are missing, each with the permission bits 0755 whatever
/// the umask: others must be able to load what is installed there. [any]
Result<void> create_folders(const std::filesystem::path& folder);

/// Waits until the disk has what was written. [any]
Result<void> sync_file(const FileHandle& file, const std::filesystem::path& path);

/// Waits until the disk has a folder's entries. Filesystems that cannot do it are accepted. [any]
Result<void> sync_folder(const std::filesystem::path& folder);

/// Whether there is anything at the path; a link that leads nowhere counts. [any]
bool is_present(const std::filesystem::path& path);

/// Removes an entry of an open folder with all below it, never following a link. True when nothing
/// of it is left. [any]
bool remove_tree_below(const FileHandle& folder, const std::string& name);

}  // namespace attacca::files
