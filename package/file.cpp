// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/file.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace attacca::package {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18U;

Result<void> write_all(const FileHandle& file, std::span<const std::byte> content,
                       const std::filesystem::path& path, const WriteWatcher& watcher) {
  while (!content.empty()) {
    if (watcher) watcher();
    const auto count = ::write(file.get(), content.data(), std::min(content.size(), kPiece));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return tl::unexpected(system_error("cannot write", path, errno));
    content = content.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Error system_error(std::string_view what, const std::filesystem::path& where, int error_number) {
  return Error{std::string(what) + ": " + where.string() + ": " +
               std::generic_category().message(error_number)};
}

Result<FileHandle> open_regular_file(const std::filesystem::path& path) {
  // O_NONBLOCK: opening a pipe must not wait for somebody to write into it.
  FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) return tl::unexpected(system_error("cannot open", path, errno));
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) {
    return tl::unexpected(system_error("cannot read", path, errno));
  }
  if (S_ISDIR(status.st_mode)) return fail("not a file but a folder: " + path.string());
  if (!S_ISREG(status.st_mode)) return fail("not a regular file: " + path.string());
  return file;
}

Result<std::size_t> read_some(const FileHandle& file, std::span<std::byte> buffer,
                              const std::filesystem::path& path) {
  for (;;) {
    const auto count = ::read(file.get(), buffer.data(), buffer.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return tl::unexpected(system_error("cannot read", path, errno));
  }
}

Result<std::vector<std::byte>> read_file(const std::filesystem::path& path) {
  const auto file = open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  struct stat status{};
  if (::fstat(file->get(), &status) != 0) {
    return tl::unexpected(system_error("cannot read", path, errno));
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > kLargestFile) {
    return fail("too large for a plugin (" + std::to_string(size) + " bytes): " + path.string());
  }
  std::vector<std::byte> content(static_cast<std::size_t>(size));
  std::size_t filled = 0;
  while (filled < content.size()) {
    const auto count = read_some(*file, std::span(content).subspan(filled), path);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;  // somebody cut it short meanwhile: what is left is what it is now
    filled += *count;
  }
  content.resize(filled);
  return content;
}

Result<void> write_new_file(const std::filesystem::path& path, std::span<const std::byte> content,
                            unsigned mode, const WriteWatcher& watcher) {
  const FileHandle file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!file.is_open()) return tl::unexpected(system_error("cannot create", path, errno));
  if (auto written = write_all(file, content, path, watcher); !written) return written;
  if (::fsync(file.get()) != 0) {
    return tl::unexpected(system_error("cannot write to the disk", path, errno));
  }
  // Advice only: when the file is read again to be compared, it should come from the disk.
  ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  return {};
}

Result<void> write_new_file(const std::filesystem::path& path, std::string_view text) {
  return write_new_file(path, std::as_bytes(std::span(text.data(), text.size())));
}

bool is_present(const std::filesystem::path& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0;
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle.is_open()) return tl::unexpected(system_error("cannot open", folder, errno));
  if (::fsync(handle.get()) != 0 && errno != EINVAL && errno != EROFS) {
    return tl::unexpected(system_error("cannot write to the disk", folder, errno));
  }
  return {};
}

}  // namespace attacca::package
