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

namespace attacca::package {

/// An open file descriptor, closed at the end of its scope. [any]
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

/// "what: where: why", with the reason of the last failed system call. [any]
Error system_error(std::string_view what, const std::filesystem::path& where, int error_number);

/// Opens a regular file for reading. Folders, devices and pipes are refused, and nothing blocks
/// on them. [main]
Result<FileHandle> open_regular_file(const std::filesystem::path& path);

/// Reads the next piece of a file into `buffer`; 0 at its end. `path` is for the message only.
/// [main]
Result<std::size_t> read_some(const FileHandle& file, std::span<std::byte> buffer,
                              const std::filesystem::path& path);

/// A whole regular file of at most `kLargestFile` bytes. [main]
Result<std::vector<std::byte>> read_file(const std::filesystem::path& path);

/// What is larger than this is not a plugin, and is not read into memory.
inline constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30U;

/// Called before each piece that is written, so that a caller can watch (or a test can stop) a
/// write at any moment.
using WriteWatcher = std::function<void()>;

/// Creates `path`, which must not exist yet, writes `content`, and waits until the disk has it.
/// `mode` are permission bits. What was written of a failed file stays for the caller to remove.
/// [main]
Result<void> write_new_file(const std::filesystem::path& path, std::span<const std::byte> content,
                            unsigned mode = 0644, const WriteWatcher& watcher = {});

/// The same for text. [main]
Result<void> write_new_file(const std::filesystem::path& path, std::string_view text);

/// Whether there is anything at the path; a link that leads nowhere counts. [main]
bool is_present(const std::filesystem::path& path);

/// Waits until the disk has a folder's entries. Filesystems that cannot do it are accepted. [main]
Result<void> sync_folder(const std::filesystem::path& folder);

}  // namespace attacca::package
