// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/folder_entries.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/atomic_file.hpp"

namespace attacca::files {
namespace {

namespace fs = std::filesystem;

constexpr int kAttempts = 100;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

Renaming result_of(int result) {
  return {result == 0 ? 0 : errno};
}

}  // namespace

bool Renaming::is_missing() const noexcept {
  return reason == ENOENT;
}

bool Renaming::is_occupied() const noexcept {
  return reason == ENOTEMPTY || reason == EEXIST || reason == EISDIR || reason == ENOTDIR;
}

bool Renaming::is_in_use() const noexcept {
  return false;  // what is open can be renamed
}

Result<FileHandle> open_folder_at_end(const fs::path& path) {
  FileHandle folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return tl::unexpected(system_error("cannot open", path, errno));
  return folder;
}

FileHandle open_folder_below(const FileHandle& parent, const fs::path& relative) {
  return FileHandle(
      ::openat(parent.get(), relative.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

std::vector<std::string> names_in(const FileHandle& folder) {
  std::vector<std::string> names;
  // A descriptor of its own, as it is read from its beginning and closed with the list.
  const int again = ::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, CloseFolder> entries(again < 0 ? nullptr : ::fdopendir(again));
  if (!entries) {
    if (again >= 0) ::close(again);
    return names;
  }
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  return names;
}

bool is_present_below(const FileHandle& parent, const fs::path& relative) {
  struct stat status{};
  return ::fstatat(parent.get(), relative.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

bool is_folder_below(const FileHandle& parent, const std::string& name) {
  struct stat status{};
  return ::fstatat(parent.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(status.st_mode);
}

Renaming rename_below(const FileHandle& from, const std::string& name, const FileHandle& to,
                      const std::string& new_name, Occupied occupied) {
  if (occupied == Occupied::kept) {
#if defined(RENAME_NOREPLACE)
    const Renaming renaming = result_of(
        ::renameat2(from.get(), name.c_str(), to.get(), new_name.c_str(), RENAME_NOREPLACE));
    if (renaming.reason != EINVAL && renaming.reason != ENOSYS) return renaming;
#elif defined(RENAME_EXCL)  // macOS
    const Renaming renaming = result_of(
        ::renameatx_np(from.get(), name.c_str(), to.get(), new_name.c_str(), RENAME_EXCL));
    if (renaming.reason != EINVAL && renaming.reason != ENOTSUP) return renaming;
#endif
    if (is_present_below(to, new_name)) return {EEXIST};
  }
  return result_of(::renameat(from.get(), name.c_str(), to.get(), new_name.c_str()));
}

std::optional<Renaming> exchange_below(const FileHandle& from, const std::string& name,
                                       const FileHandle& to, const std::string& other) {
#if defined(RENAME_EXCHANGE) || defined(RENAME_SWAP)
#if defined(RENAME_EXCHANGE)
  const Renaming renaming =
      result_of(::renameat2(from.get(), name.c_str(), to.get(), other.c_str(), RENAME_EXCHANGE));
#else  // macOS
  const Renaming renaming =
      result_of(::renameatx_np(from.get(), name.c_str(), to.get(), other.c_str(), RENAME_SWAP));
#endif
  const int reason = renaming.reason;
  if (reason != EINVAL && reason != ENOSYS && reason != ENOTSUP && reason != ENOENT) {
    return renaming;
  }
#else
  (void)from, (void)name, (void)to, (void)other;
#endif
  return std::nullopt;
}

Result<std::string> create_private_folder_below(const FileHandle& parent, std::string_view prefix,
                                                const fs::path& shown) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::string name = std::string(prefix) + random_letters(6);
    if (::mkdirat(parent.get(), name.c_str(), 0700) == 0) return name;
    if (errno != EEXIST) break;
  }
  return tl::unexpected(system_error("cannot write into the folder", shown, errno));
}

bool is_own(const FileHandle& folder) {
  struct stat status{};
  return ::fstat(folder.get(), &status) == 0 && status.st_uid == ::geteuid();
}

bool is_private(const FileHandle& folder) {
  struct stat status{};
  return ::fstat(folder.get(), &status) == 0 && status.st_uid == ::geteuid() &&
         (status.st_mode & 0022U) == 0;
}

std::int64_t age_of(const FileHandle& file) {
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return 0;
  return static_cast<std::int64_t>(std::time(nullptr)) - static_cast<std::int64_t>(status.st_mtime);
}

std::optional<FileNumber> number_of(const fs::path& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileNumber{static_cast<std::uint64_t>(status.st_dev),
                    static_cast<std::uint64_t>(status.st_ino)};
}

int refusal_to_change(const fs::path& folder) {
  return ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0 ? 0 : errno;
}

bool is_executable(const FileHandle& file) {
  struct stat status{};
  return ::fstat(file.get(), &status) == 0 && (status.st_mode & 0111U) != 0;
}

Result<void> create_link_below(const FileHandle& folder, const fs::path& relative,
                               const fs::path& leads_to, const fs::path& shown) {
  if (::symlinkat(leads_to.c_str(), folder.get(), relative.c_str()) == 0) return {};
  return tl::unexpected(system_error("cannot create", shown, errno));
}

void forget_content(const FileHandle& file) {
#if defined(POSIX_FADV_DONTNEED)
  (void)::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
#else
  (void)file;
#endif
}

std::size_t read_at(const FileHandle& file, std::uint64_t offset, std::span<std::byte> buffer) {
  for (;;) {
    const auto count =
        ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return 0;
  }
}

}  // namespace attacca::files
