// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/staging.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = ".attacca-staging-";
constexpr std::string_view kPayloadSuffix = ".attacca";      // not an extension that hosts look for
constexpr std::string_view kAsideSuffix = ".attacca-aside";  // stepped aside, not yet replaced

FileHandle open_folder(const fs::path& path) {
  return FileHandle(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
}

bool lock(const FileHandle& folder) {
  return ::flock(folder.get(), LOCK_EX | LOCK_NB) == 0;
}

bool is_folder(const fs::path& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// Brings back what stepped aside when its replacement never came.
void restore(const fs::path& staging, const fs::path& parent) {
  std::error_code error;
  for (fs::directory_iterator it(staging, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename();
    if (!name.ends_with(kAsideSuffix)) continue;
    const fs::path place = parent / name.substr(0, name.size() - kAsideSuffix.size());
    if (!is_present(place)) (void)std::rename(it->path().c_str(), place.c_str());
  }
}

void remove_leftovers(const fs::path& parent) {
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator it(parent, error), end; !error && it != end; it.increment(error)) {
    if (it->path().filename().string().starts_with(kPrefix)) found.push_back(it->path());
  }
  for (const fs::path& leftover : found) {
    const FileHandle folder = open_folder(leftover);
    if (!folder.is_open() || !lock(folder)) continue;  // its maker is at work
    restore(leftover, parent);
    fs::remove_all(leftover, error);
  }
}

Result<void> rename_path(const fs::path& from, const fs::path& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) return {};
  return tl::unexpected(system_error("cannot put in place", to, errno));
}

// True when the two were swapped; false when this system or filesystem cannot do it.
Result<bool> exchange(const fs::path& a, const fs::path& b) {
#if defined(RENAME_EXCHANGE)
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) {
    return tl::unexpected(system_error("cannot put in place", b, errno));
  }
#endif
  return false;
}

void announce(const PlacingOptions& options) {
  if (options.before_step) options.before_step();
}

Result<void> replace_by_stepping_aside(const StagingFolder& staging, const std::string& name,
                                       const PlacingOptions& options) {
  const fs::path place = staging.parent() / name;
  const fs::path aside = staging.path() / (name + std::string(kAsideSuffix));
  announce(options);
  if (auto moved = rename_path(place, aside); !moved) return moved;
  announce(options);
  auto placed = rename_path(staging.payload(name), place);
  if (!placed) (void)std::rename(aside.c_str(), place.c_str());
  return placed;
}

}  // namespace

Result<StagingFolder> StagingFolder::create(const fs::path& parent) {
  remove_leftovers(parent);
  // Somebody else's clearing may catch the folder between its making and its locking.
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::string path = (parent / (std::string(kPrefix) + "XXXXXX")).string();
    if (::mkdtemp(path.data()) == nullptr) {
      return tl::unexpected(system_error("cannot write into the folder", parent, errno));
    }
    FileHandle folder = open_folder(path);
    if (folder.is_open() && lock(folder) && is_present(path)) {
      return StagingFolder(path, std::move(folder));
    }
  }
  return fail("cannot lock a working folder: " + parent.string());
}

StagingFolder::~StagingFolder() {
  if (!lock_.is_open()) return;
  restore(path_, parent());
  std::error_code error;
  fs::remove_all(path_, error);
}

fs::path StagingFolder::payload(std::string_view final_name) const {
  return path_ / (std::string(final_name) + std::string(kPayloadSuffix));
}

Result<void> put_in_place(StagingFolder& staging, std::string_view final_name,
                          const PlacingOptions& options) {
  const std::string name(final_name);
  const fs::path payload = staging.payload(name);
  const fs::path place = staging.parent() / name;
  announce(options);
  if (!is_present(place) || (!is_folder(place) && !is_folder(payload))) {
    return rename_path(payload, place);
  }
  const auto exchanged = options.may_exchange ? exchange(payload, place) : Result<bool>(false);
  if (!exchanged) return tl::unexpected(exchanged.error());
  if (!*exchanged) {
    auto replaced = replace_by_stepping_aside(staging, name, options);
    if (!replaced) return replaced;
  }
  announce(options);
  return {};
}

Result<void> take_away(StagingFolder& staging, std::string_view final_name,
                       const PlacingOptions& options) {
  announce(options);
  const fs::path place = staging.parent() / final_name;
  if (std::rename(place.c_str(), staging.payload(final_name).c_str()) != 0) {
    return tl::unexpected(system_error("cannot remove", place, errno));
  }
  return sync_folder(staging.parent());
}

std::string path_before_staging(std::string path) {
  const std::size_t begin = path.find("/" + std::string(kPrefix));
  if (begin == std::string::npos) return path;
  const std::size_t name = path.find('/', begin + 1);
  if (name == std::string::npos) return path;
  const std::size_t name_end = std::min(path.find('/', name + 1), path.size());
  std::string final_name = path.substr(name, name_end - name);
  for (const std::string_view suffix : {kAsideSuffix, kPayloadSuffix}) {
    if (final_name.ends_with(suffix)) {
      final_name.resize(final_name.size() - suffix.size());
      break;
    }
  }
  return path.substr(0, begin) + final_name + path.substr(name_end);
}

}  // namespace attacca::package
