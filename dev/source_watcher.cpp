// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/source_watcher.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace attacca::dev {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                                  IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

/// A file that is whole when its name appears: a link to something that was there before.
bool is_link(const fs::path& file) {
  struct stat status{};
  return lstat(file.c_str(), &status) == 0 && (S_ISLNK(status.st_mode) || status.st_nlink > 1);
}

}  // namespace

Result<SourceWatcher> SourceWatcher::create() {
  const int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) {
    return fail("cannot watch files: " + std::generic_category().message(errno) +
                " (see fs.inotify.max_user_instances)");
  }
  return SourceWatcher(files::FileHandle(descriptor));
}

void SourceWatcher::watch(FileSet files) {
  files_ = std::move(files);
  folders_.clear();
  for (const fs::path& file : files_) folders_.insert(file.parent_path());
  for (auto it = watched_.begin(); it != watched_.end();) {
    if (folders_.contains(it->second)) {
      ++it;
      continue;
    }
    inotify_rm_watch(inotify_.get(), it->first);
    it = watched_.erase(it);
  }
  shortage_.clear();
  for (const fs::path& folder : folders_) (void)add_folder(folder);
}

bool SourceWatcher::add_folder(const fs::path& folder) {
  for (const auto& [id, known] : watched_) {
    if (known == folder) return false;
  }
  const int id = inotify_add_watch(inotify_.get(), folder.c_str(), kEvents);
  if (id < 0) {
    if (errno == ENOSPC) {
      shortage_ = "not all folders can be watched: raise fs.inotify.max_user_watches";
    }
    return false;
  }
  watched_[id] = folder;
  return true;
}

void SourceWatcher::renew() {
  for (const fs::path& folder : folders_) {
    if (!add_folder(folder)) continue;
    for (const fs::path& file : files_) {
      if (file.parent_path() == folder) note(file);
    }
  }
}

bool SourceWatcher::counts(const fs::path& file) const {
  return files_.contains(file) || file.filename() == "CMakeLists.txt" ||
         file.extension() == ".cmake";
}

void SourceWatcher::note(const fs::path& file) {
  if (std::find(changed_.begin(), changed_.end(), file) == changed_.end()) changed_.push_back(file);
}

void SourceWatcher::take(const fs::path& folder, const std::string& name, std::uint32_t mask) {
  const fs::path file = folder / name;
  if (!counts(file)) return;
  if ((mask & IN_CREATE) != 0 && !is_link(file)) return;
  note(file);
}

std::vector<fs::path> SourceWatcher::read() {
  alignas(inotify_event) std::array<char, 16384> buffer{};
  for (;;) {
    const ssize_t count = ::read(inotify_.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    for (ssize_t at = 0; at < count;) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* const name = buffer.data() + at + sizeof event;
      at += static_cast<ssize_t>(sizeof event + event.len);
      if ((event.mask & IN_Q_OVERFLOW) != 0) {
        // Whatever was lost may have been any of them.
        for (const fs::path& file : files_) note(file);
        continue;
      }
      const auto folder = watched_.find(event.wd);
      if (folder == watched_.end()) continue;
      if ((event.mask & (IN_IGNORED | IN_MOVE_SELF)) != 0) {
        // The folder is gone from its place; renew() finds what comes there.
        if ((event.mask & IN_MOVE_SELF) != 0) inotify_rm_watch(inotify_.get(), event.wd);
        watched_.erase(folder);
      } else if (event.len > 0) {
        take(folder->second, name, event.mask);
      }
    }
  }
  return std::exchange(changed_, {});
}

}  // namespace attacca::dev
