// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/file.hpp"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace attacca::files {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{1} << 18U;
constexpr int kPatience = 10'000;  // ms
constexpr int kDeepestTree = 512;  // folders in folders; each level holds a descriptor

// O_NONBLOCK: opening a pipe must not wait for somebody to write into it.
constexpr int kReading = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

Result<FileHandle> accept_regular(FileHandle file, const fs::path& path) {
  if (!file.is_open()) return tl::unexpected(system_error("cannot open", path, errno));
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) {
    return tl::unexpected(system_error("cannot read", path, errno));
  }
  if (S_ISDIR(status.st_mode)) return fail("not a file but a folder: " + path.string());
  if (!S_ISREG(status.st_mode)) return fail("not a regular file: " + path.string());
  return file;
}

// Waits for a pipe; regular files are always ready.
Result<void> wait_for_bytes(const FileHandle& file, const fs::path& path) {
  pollfd entry{file.get(), POLLIN, 0};
  for (;;) {
    const int ready = ::poll(&entry, 1, kPatience);
    if (ready > 0) return {};
    if (ready == 0) return fail("nothing came within 10 s: " + path.string());
    if (errno != EINTR) return tl::unexpected(system_error("cannot read", path, errno));
  }
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

bool remove_content(FileHandle folder, int depth);

bool remove_entry(const FileHandle& folder, const std::string& name, int depth) {
  if (::unlinkat(folder.get(), name.c_str(), 0) == 0 || errno == ENOENT) return true;
  // Linux says EISDIR of a folder, POSIX EPERM.
  if ((errno != EISDIR && errno != EPERM) || depth > kDeepestTree) return false;
  FileHandle inner(
      ::openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (inner.is_open()) remove_content(std::move(inner), depth + 1);
  return ::unlinkat(folder.get(), name.c_str(), AT_REMOVEDIR) == 0 || errno == ENOENT;
}

bool remove_content(FileHandle folder, int depth) {
  const int descriptor = ::dup(folder.get());
  const std::unique_ptr<DIR, CloseFolder> entries(descriptor < 0 ? nullptr
                                                                 : ::fdopendir(descriptor));
  if (!entries) {
    if (descriptor >= 0) ::close(descriptor);
    return false;
  }
  bool is_gone = true;
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") is_gone = remove_entry(folder, name, depth) && is_gone;
  }
  return is_gone;
}

}  // namespace

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

int last_system_error() noexcept {
  return errno;
}

Error system_error(std::string_view what, const fs::path& where, int error_number) {
  return Error{std::string(what) + ": " + where.string() + ": " +
               std::generic_category().message(error_number)};
}

Result<FileHandle> open_regular_file(const fs::path& path) {
  return accept_regular(FileHandle(::open(path.c_str(), kReading)), path);
}

Result<FileHandle> open_regular_file_below(const FileHandle& folder, const fs::path& relative,
                                           const fs::path& shown) {
  return accept_regular(FileHandle(::openat(folder.get(), relative.c_str(), kReading | O_NOFOLLOW)),
                        shown);
}

Result<FileHandle> open_folder(const fs::path& path) {
  FileHandle folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder.is_open()) return tl::unexpected(system_error("cannot open", path, errno));
  return folder;
}

Result<std::size_t> read_some(const FileHandle& file, std::span<std::byte> buffer,
                              const fs::path& path) {
  for (;;) {
    const auto count = ::read(file.get(), buffer.data(), buffer.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return tl::unexpected(system_error("cannot read", path, errno));
  }
}

Result<std::uint64_t> size_of(const FileHandle& file, const fs::path& path) {
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) {
    return tl::unexpected(system_error("cannot read", path, errno));
  }
  return static_cast<std::uint64_t>(status.st_size);
}

Result<std::string> read_text(const fs::path& path, std::uint64_t largest) {
  const FileHandle file(::open(path.c_str(), kReading));
  if (!file.is_open()) return tl::unexpected(system_error("cannot open", path, errno));
  std::string text;
  std::vector<std::byte> piece(std::size_t{1} << 16U);
  for (;;) {
    if (auto ready = wait_for_bytes(file, path); !ready) return tl::unexpected(ready.error());
    const auto count = ::read(file.get(), piece.data(), piece.size());
    if (count == 0) return text;
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count < 0) return tl::unexpected(system_error("cannot read", path, errno));
    text.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(count));
    if (text.size() > largest) return fail(too_large(largest, path));
  }
}

Result<void> write_all(const FileHandle& file, std::span<const std::byte> content,
                       const fs::path& path, const WriteWatcher& watcher) {
  while (!content.empty()) {
    if (watcher) watcher();
    const auto count = ::write(file.get(), content.data(), std::min(content.size(), kPiece));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return tl::unexpected(system_error("cannot write", path, errno));
    content = content.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

Result<FileHandle> create_file_below(const FileHandle& folder, const fs::path& relative,
                                     unsigned mode, const fs::path& shown) {
  constexpr int kCreating = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
  FileHandle file(::openat(folder.get(), relative.c_str(), kCreating, mode));
  if (!file.is_open()) return tl::unexpected(system_error("cannot create", shown, errno));
  // Filesystems without permission bits refuse; then there is nothing to set.
  (void)::fchmod(file.get(), static_cast<mode_t>(mode));
  return file;
}

Result<void> create_folder_below(const FileHandle& folder, const fs::path& relative, unsigned mode,
                                 const fs::path& shown) {
  const auto bits = static_cast<mode_t>(mode);
  if (::mkdirat(folder.get(), relative.c_str(), bits) != 0) {
    return tl::unexpected(system_error("cannot create", shown, errno));
  }
  (void)::fchmodat(folder.get(), relative.c_str(), bits, 0);
  return {};
}

Result<void> create_folders(const fs::path& folder) {
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return {};
  const fs::path above =
      folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
  if (above != folder) {
    if (auto made = create_folders(above); !made) return made;
  }
  if (::mkdir(folder.c_str(), 0755) == 0) {
    (void)::chmod(folder.c_str(), 0755);
    return {};
  }
  const int reason = errno;
  // Somebody else may have made it meanwhile.
  if (reason == EEXIST && fs::is_directory(folder, error)) return {};
  return tl::unexpected(system_error("cannot create the folder", folder, reason));
}

Result<void> sync_file(const FileHandle& file, const fs::path& path) {
  if (::fsync(file.get()) == 0 || errno == EINVAL || errno == EROFS) return {};
  return tl::unexpected(system_error("cannot write to the disk", path, errno));
}

Result<void> sync_folder(const fs::path& folder) {
  const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle.is_open()) return tl::unexpected(system_error("cannot open", folder, errno));
  return sync_file(handle, folder);
}

bool is_present(const fs::path& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0;
}

bool remove_tree_below(const FileHandle& folder, const std::string& name) {
  return remove_entry(folder, name, 0);
}

}  // namespace attacca::files
