// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/output_target.hpp"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/posix/descriptor_link.hpp"

namespace attacca::files {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;  // as the kernel has it

tl::unexpected<Error> cannot(const fs::path& path, int reason) {
  return fail("cannot write " + path.string() + ": " + std::generic_category().message(reason));
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// The rule of Linux's fs.protected_symlinks, which cannot see what we resolve ourselves.
bool is_trustworthy(const fs::path& link, const struct stat& status) {
  struct stat folder{};
  if (::stat(folder_of(link).c_str(), &folder) != 0) return false;
  const bool is_shared = (folder.st_mode & S_ISVTX) != 0 && (folder.st_mode & S_IWOTH) != 0;
  return !is_shared || status.st_uid == ::geteuid() || status.st_uid == folder.st_uid;
}

}  // namespace

Result<OutputTarget> find_output_target(const fs::path& path) {
  if (path.empty()) return fail("cannot write: the file's name is empty");
  OutputTarget target{path, false, std::nullopt};
  struct stat status{};
  for (int links = 0;; ++links) {
    if (::lstat(target.path.c_str(), &status) != 0) {
      if (errno != ENOENT) return cannot(path, errno);
      if (!target.path.has_filename()) return cannot(path, EISDIR);
      return target;
    }
    if (!S_ISLNK(status.st_mode)) break;
    if (links == kMostLinks) return cannot(path, ELOOP);
    if (leads_to_descriptor(target.path)) {
      target.path = path;
      target.is_direct = true;
      return target;
    }
    if (!is_trustworthy(target.path, status)) {
      return fail("cannot write " + path.string() +
                  ": it is another user's link in a shared folder; use a folder of your own");
    }
    std::error_code error;
    const fs::path next = fs::read_symlink(target.path, error);
    if (error) return cannot(path, error.value());
    target.path = folder_of(target.path) / next;
  }
  if (S_ISDIR(status.st_mode)) return cannot(path, EISDIR);
  if (S_ISBLK(status.st_mode)) return fail("cannot write " + path.string() + ": it is a disk");
  if (::faccessat(AT_FDCWD, target.path.c_str(), W_OK, AT_EACCESS) != 0) {
    return cannot(path, errno);
  }
  if (S_ISREG(status.st_mode)) {
    target.mode = status.st_mode & 0777U;
  } else {
    target.is_direct = true;
  }
  return target;
}

}  // namespace attacca::files
