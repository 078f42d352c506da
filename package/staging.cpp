// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/staging.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <span>
#include <system_error>
#include <thread>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/file_lock.hpp"
#include "package/staging_maker.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;
using files::FileHandle;

constexpr std::string_view kPrefix = ".attacca-staging-";
// They stand in the place of the extension's dot, so that no name grows and no host looks at it.
constexpr char kPayloadMark = ',';
constexpr char kAsideMark = ';';  // stepped aside, not yet replaced
constexpr const char* kMakerNote = "maker";
constexpr std::time_t kAbandoned = 24 * 60 * 60;  // seconds, where nobody can say who works
constexpr std::chrono::seconds kPatience{30};
constexpr int kAttempts = 100;

std::string marked(std::string_view final_name, char mark) {
  std::string name(final_name);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return name + mark;
  name[dot] = mark;
  return name;
}

std::string unmarked(std::string name, std::size_t mark) {
  if (mark + 1 == name.size()) {
    name.pop_back();
  } else {
    name[mark] = '.';
  }
  return name;
}

FileHandle open_folder_below(const FileHandle& parent, const std::string& name) {
  return FileHandle(
      ::openat(parent.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

bool is_folder(const FileHandle& parent, const std::string& name) {
  struct stat status{};
  return ::fstatat(parent.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(status.st_mode);
}

bool is_present(const FileHandle& parent, const std::string& name) {
  struct stat status{};
  return ::fstatat(parent.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

std::vector<std::string> names_in(const FileHandle& folder) {
  std::vector<std::string> names;
  const int again = ::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, CloseFolder> entries(again < 0 ? nullptr : ::fdopendir(again));
  if (!entries) {
    if (again >= 0) ::close(again);
    return names;
  }
  while (const dirent* entry = ::readdir(entries.get())) names.emplace_back(entry->d_name);
  return names;
}

// Never over something that has come there meanwhile.
void move_back(const FileHandle& from, const std::string& name, const FileHandle& to,
               const std::string& final_name) {
#if defined(RENAME_NOREPLACE)
  if (::renameat2(from.get(), name.c_str(), to.get(), final_name.c_str(), RENAME_NOREPLACE) == 0) {
    return;
  }
  if (errno != EINVAL && errno != ENOSYS) return;
#endif
  if (is_present(to, final_name)) return;
  (void)::renameat(from.get(), name.c_str(), to.get(), final_name.c_str());
}

// Brings back what stepped aside when its replacement never came.
void restore(const FileHandle& staging, const FileHandle& parent) {
  for (const std::string& name : names_in(staging)) {
    const std::size_t mark = name.find_last_of(std::string{kPayloadMark, kAsideMark});
    if (mark == std::string::npos || name[mark] != kAsideMark) continue;
    move_back(staging, name, parent, unmarked(name, mark));
  }
}

std::string read_note(const FileHandle& folder) {
  const FileHandle file(
      ::openat(folder.get(), kMakerNote, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  std::string note(512, '\0');
  const auto count = file.is_open() ? ::read(file.get(), note.data(), note.size()) : 0;
  note.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return note;
}

/// Whether an open folder of the prefix's name is what a process of ours left when it was killed.
bool is_leftover(const FileHandle& folder) {
  struct stat status{};
  if (!folder.is_open() || ::fstat(folder.get(), &status) != 0) return false;
  // In a shared folder anybody can make such a folder, and what is in another user's is not ours
  // to put in place or to remove.
  if (status.st_uid != ::geteuid() || (status.st_mode & 0022U) != 0) return false;
  switch (files::try_lock(folder)) {
    case files::Lock::taken:
      return true;
    case files::Lock::busy:
      return false;  // its maker is at work
    case files::Lock::unavailable:
      break;
  }
  if (!may_be_at_work(read_note(folder))) return true;
  return std::time(nullptr) - status.st_mtime > kAbandoned;
}

void remove_leftovers(const FileHandle& parent) {
  for (const std::string& name : names_in(parent)) {
    if (!name.starts_with(kPrefix)) continue;
    const FileHandle folder = open_folder_below(parent, name);
    if (!is_leftover(folder)) continue;
    restore(folder, parent);
    (void)files::remove_tree_below(parent, name);
  }
}

// Takes the new folder, or says that somebody's clearing has caught it.
bool take(const FileHandle& parent, const FileHandle& folder, const std::string& name) {
  if (!folder.is_open()) return false;
  struct stat status{};
  if (::fstat(folder.get(), &status) != 0 || status.st_uid != ::geteuid()) return false;
  const files::Lock lock = files::try_lock(folder);
  if (lock == files::Lock::busy) return false;
  if (lock == files::Lock::unavailable) {
    const std::string note = maker_note();
    const auto file = files::create_file_below(folder, kMakerNote, 0600, name);
    if (!file || !files::write_all(*file, std::as_bytes(std::span(note)), name)) return false;
  }
  return is_present(parent, name);
}

Error placing_error(const StagingFolder& staging, const std::string& name, int reason) {
  return files::system_error("cannot put in place", staging.parent() / name, reason);
}

bool move_payload(StagingFolder& staging, const std::string& name) {
  return ::renameat(staging.folder().get(), marked(name, kPayloadMark).c_str(),
                    staging.parent_folder().get(), name.c_str()) == 0;
}

// True when the two were swapped; false when this system or filesystem cannot do it, or the old one
// has gone meanwhile.
Result<bool> exchange(StagingFolder& staging, const std::string& name) {
#if defined(RENAME_EXCHANGE)
  if (::renameat2(staging.folder().get(), marked(name, kPayloadMark).c_str(),
                  staging.parent_folder().get(), name.c_str(), RENAME_EXCHANGE) == 0) {
    return true;
  }
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP && errno != ENOENT) {
    return tl::unexpected(placing_error(staging, name, errno));
  }
#endif
  return false;
}

void announce(const PlacingOptions& options) {
  if (options.before_step) options.before_step();
}

Result<void> replace_by_stepping_aside(StagingFolder& staging, const std::string& name,
                                       const PlacingOptions& options) {
  const std::string aside = marked(name, kAsideMark);
  announce(options);
  const bool moved = ::renameat(staging.parent_folder().get(), name.c_str(), staging.folder().get(),
                                aside.c_str()) == 0;
  if (!moved && errno != ENOENT) return tl::unexpected(placing_error(staging, name, errno));
  announce(options);
  if (move_payload(staging, name)) return {};
  const int reason = errno;
  move_back(staging.folder(), aside, staging.parent_folder(), name);
  return tl::unexpected(placing_error(staging, name, reason));
}

}  // namespace

Result<StagingFolder> StagingFolder::create(const fs::path& parent) {
  const fs::path place = parent.empty() ? fs::path(".") : parent;
  FileHandle parent_folder(::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!parent_folder.is_open()) {
    return tl::unexpected(files::system_error("cannot write into the folder", place, errno));
  }
  remove_leftovers(parent_folder);
  // Somebody else's clearing may catch the folder between its making and its locking.
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::string path = (place / (std::string(kPrefix) + "XXXXXX")).string();
    if (::mkdtemp(path.data()) == nullptr) {
      return tl::unexpected(files::system_error("cannot write into the folder", place, errno));
    }
    const std::string name = fs::path(path).filename().string();
    FileHandle folder = open_folder_below(parent_folder, name);
    if (take(parent_folder, folder, name)) {
      return StagingFolder(path, std::move(parent_folder), std::move(folder));
    }
  }
  return fail("cannot hold a working folder: " + place.string());
}

StagingFolder::~StagingFolder() {
  if (folder_.is_open()) (void)clear();
}

bool StagingFolder::clear() {
  restore(folder_, parent_folder_);
  const bool is_gone = files::remove_tree_below(parent_folder_, path_.filename().string());
  folder_ = FileHandle();
  return is_gone;
}

TreePlace StagingFolder::payload(std::string_view final_name) const {
  const std::string name = marked(final_name, kPayloadMark);
  return {folder_, name, path_ / name};
}

Result<FileHandle> lock_destination(const fs::path& folder) {
  FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle.is_open()) return tl::unexpected(files::system_error("cannot open", folder, errno));
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (files::try_lock(handle) == files::Lock::busy) {
    if (std::chrono::steady_clock::now() > end) {
      return fail("another process installs into the folder and does not end: " + folder.string() +
                  ": try again when it has");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return handle;
}

Result<void> put_in_place(StagingFolder& staging, std::string_view final_name,
                          const PlacingOptions& options) {
  const std::string name(final_name);
  const std::string payload = marked(name, kPayloadMark);
  // Where there are no locks, what stands there may come and go meanwhile.
  for (int attempt = 0;; ++attempt) {
    announce(options);
    const bool is_simple =
        !is_present(staging.parent_folder(), name) ||
        (!is_folder(staging.parent_folder(), name) && !is_folder(staging.folder(), payload));
    if (is_simple) {
      if (move_payload(staging, name)) return {};
      const bool came_meanwhile =
          errno == ENOTEMPTY || errno == EEXIST || errno == EISDIR || errno == ENOTDIR;
      if (came_meanwhile && attempt < kAttempts) continue;
      return tl::unexpected(placing_error(staging, name, errno));
    }
    const auto exchanged = options.may_exchange ? exchange(staging, name) : Result<bool>(false);
    if (!exchanged) return tl::unexpected(exchanged.error());
    if (!*exchanged) {
      if (auto replaced = replace_by_stepping_aside(staging, name, options); !replaced) {
        return replaced;
      }
    }
    announce(options);
    return {};
  }
}

Result<void> take_away(StagingFolder& staging, std::string_view final_name,
                       const PlacingOptions& options) {
  announce(options);
  const std::string name(final_name);
  if (::renameat(staging.parent_folder().get(), name.c_str(), staging.folder().get(),
                 marked(name, kPayloadMark).c_str()) != 0) {
    return tl::unexpected(files::system_error("cannot remove", staging.parent() / name, errno));
  }
  return files::sync_folder(staging.parent());
}

bool is_staging_name(std::string_view name) noexcept {
  return name.starts_with(kPrefix);
}

std::string path_before_staging(std::string path) {
  const std::size_t begin = path.find("/" + std::string(kPrefix));
  if (begin == std::string::npos) return path;
  const std::size_t name = path.find('/', begin + 1);
  if (name == std::string::npos) return path;
  const std::size_t name_end = std::min(path.find('/', name + 1), path.size());
  std::string final_name = path.substr(name, name_end - name);
  const std::size_t mark = final_name.find_last_of(std::string{kPayloadMark, kAsideMark});
  if (mark != std::string::npos) final_name = unmarked(final_name, mark);
  return path.substr(0, begin) + final_name + path.substr(name_end);
}

}  // namespace attacca::package
