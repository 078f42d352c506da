// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/atomic_file.hpp"

#include <cerrno>
#include <ctime>
#include <memory>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/file_lock.hpp"

namespace attacca::files {
namespace {

namespace fs = std::filesystem;

constexpr int kAttempts = 100;
constexpr std::time_t kAbandoned = 24 * 60 * 60;  // seconds, where no lock says whose it is

// A folder that may be written into need not be readable.
#if defined(O_PATH)
constexpr int kFolder = O_PATH | O_DIRECTORY | O_CLOEXEC;
#else
constexpr int kFolder = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
#endif

std::string by_descriptor(const FileHandle& file) {
  return "/proc/self/fd/" + std::to_string(file.get());
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A file without a name, or a closed handle where the system or filesystem cannot make one.
FileHandle make_nameless(const FileHandle& folder) {
#if defined(O_TMPFILE)
  FileHandle file(::openat(folder.get(), ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0666));
  struct stat status{};
  // It gets its name by way of /proc, which containers may not have.
  if (file.is_open() && ::stat(by_descriptor(file).c_str(), &status) == 0) return file;
#endif
  (void)folder;
  return FileHandle();
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

bool is_abandoned(const FileHandle& file) {
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  if (status.st_uid != ::geteuid() || status.st_nlink != 1) return false;
  switch (try_lock(file)) {
    case Lock::taken:
      return true;
    case Lock::busy:
      return false;
    case Lock::unavailable:
      break;
  }
  return std::time(nullptr) - status.st_mtime > kAbandoned;
}

}  // namespace

void remove_leftover_parts(const fs::path& folder) {
  const std::unique_ptr<DIR, CloseFolder> entries(::opendir(folder.empty() ? "." : folder.c_str()));
  if (!entries) return;
  while (const dirent* entry = ::readdir(entries.get())) {
    if (!std::string_view(entry->d_name).starts_with(kPartPrefix)) continue;
    const int place = ::dirfd(entries.get());
    const FileHandle file(
        ::openat(place, entry->d_name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.is_open() && is_abandoned(file)) (void)::unlinkat(place, entry->d_name, 0);
  }
}

AtomicFile::~AtomicFile() {
  if (!part_name_.empty()) (void)::unlinkat(folder_.get(), part_name_.c_str(), 0);
}

Error AtomicFile::cannot(int reason) const {
  return Error{"cannot write " + given_.string() + ": " + std::generic_category().message(reason)};
}

Result<void> AtomicFile::open_directly() {
  // O_NONBLOCK: a pipe that nobody reads from must not hold us up.
  file_ = FileHandle(::open(given_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!file_.is_open()) {
    if (errno == ENXIO) {
      return fail("cannot write " + given_.string() + ": nobody reads from it");
    }
    return tl::unexpected(cannot(errno));
  }
  const int flags = ::fcntl(file_.get(), F_GETFL);
  (void)::fcntl(file_.get(), F_SETFL, flags & ~O_NONBLOCK);
  return {};
}

Result<void> AtomicFile::open_beside(const fs::path& place, unsigned mode) {
  const fs::path folder = folder_of(place);
  place_ = folder;
  name_ = place.filename().string();
  folder_ = FileHandle(::open(folder.c_str(), kFolder));
  if (!folder_.is_open()) return tl::unexpected(cannot(errno));
  if (name_.size() > 255) return tl::unexpected(cannot(ENAMETOOLONG));
  file_ = make_nameless(folder_);
  if (!file_.is_open()) remove_leftover_parts(folder);
  for (int attempt = 0; !file_.is_open(); ++attempt) {
    if (attempt == kAttempts) return tl::unexpected(cannot(EEXIST));
    const std::string name = random_part_name();
    FileHandle file(::openat(folder_.get(), name.c_str(),
                             O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!file.is_open() && errno == EEXIST) continue;
    if (!file.is_open()) return tl::unexpected(cannot(errno));
    const Lock lock = try_lock(file);
    struct stat status{};
    // Somebody's clearing may have come between.
    if (lock == Lock::busy || ::fstat(file.get(), &status) != 0 || status.st_nlink == 0) continue;
    part_name_ = name;
    file_ = std::move(file);
  }
  if (mode != 0) (void)::fchmod(file_.get(), static_cast<mode_t>(mode));
  return {};
}

fs::path AtomicFile::path_to_write() const {
  if (is_direct_) return given_;
  if (part_name_.empty()) return by_descriptor(file_);
  return place_ / part_name_;
}

Result<void> AtomicFile::write(std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(file_.get(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return tl::unexpected(cannot(errno));
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Result<void> AtomicFile::rewind() {
  if (is_direct_) return {};
  if (::lseek(file_.get(), 0, SEEK_SET) != 0 || ::ftruncate(file_.get(), 0) != 0) {
    return tl::unexpected(cannot(errno));
  }
  return {};
}

Result<void> AtomicFile::commit() {
  if (is_direct_) return {};
  if (::fsync(file_.get()) != 0 && errno != EINVAL) return tl::unexpected(cannot(errno));
  for (int attempt = 0; part_name_.empty(); ++attempt) {
    const std::string name = random_part_name();
    if (::linkat(AT_FDCWD, by_descriptor(file_).c_str(), folder_.get(), name.c_str(),
                 AT_SYMLINK_FOLLOW) == 0) {
      part_name_ = name;
    } else if (errno != EEXIST || attempt == kAttempts) {
      return tl::unexpected(cannot(errno));
    }
  }
  if (::renameat(folder_.get(), part_name_.c_str(), folder_.get(), name_.c_str()) != 0) {
    return tl::unexpected(cannot(errno));
  }
  part_name_.clear();
  return {};
}

}  // namespace attacca::files
