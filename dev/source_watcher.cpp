// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/source_watcher.hpp"

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

/// One that a compiler reads, by its name. Editors keep files beside it whose names begin
/// otherwise.
bool is_code(const fs::path& file) {
  static const std::set<std::string> kExtensions = {".c",   ".cc",  ".cpp", ".cxx",  ".c++",
                                                    ".h",   ".hh",  ".hpp", ".hxx",  ".inl",
                                                    ".ipp", ".inc", ".tpp", ".cppm", ".ixx"};
  const std::string name = file.filename().string();
  return !name.starts_with('.') && !name.starts_with('#') &&
         kExtensions.contains(file.extension().string());
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

void SourceWatcher::watch(FileSet files, std::optional<Time> since) {
  const FileSet before = std::exchange(files_, std::move(files));
  folders_.clear();
  for (const fs::path& file : files_) folders_.insert(file.parent_path());
  FileSet left;
  for (const auto& [folder, id] : ids_) {
    if (!folders_.contains(folder)) left.insert(folder);
  }
  for (const fs::path& folder : left) leave_folder(folder);
  shortage_.clear();
  for (const fs::path& folder : folders_) (void)add_folder(folder);
  if (!since) return;
  for (const fs::path& file : files_) {
    if (before.contains(file)) continue;
    std::error_code error;
    const Time saved = fs::last_write_time(file, error);
    if (!error && saved > *since) note(file);
  }
}

/// True: what is there now is not what was watched there so far.
bool SourceWatcher::add_folder(const fs::path& folder) {
  // Asked each time: a folder that is watched already keeps its id, whatever it is called, and one
  // that took its place, or that of a folder above, has another.
  const int id = inotify_add_watch(inotify_.get(), folder.c_str(), kEvents);
  if (id < 0) {
    if (errno == ENOSPC) {
      shortage_ = "not all folders can be watched: raise fs.inotify.max_user_watches";
    }
    leave_folder(folder);
    return false;
  }
  const auto known = ids_.find(folder);
  if (known != ids_.end() && known->second == id) return false;
  leave_folder(folder);
  ids_[folder] = id;
  watched_[id].insert(folder);
  return true;
}

void SourceWatcher::leave_folder(const fs::path& folder) {
  const auto id = ids_.find(folder);
  if (id == ids_.end()) return;
  const auto names = watched_.find(id->second);
  if (names != watched_.end() && names->second.erase(folder) > 0 && names->second.empty()) {
    inotify_rm_watch(inotify_.get(), id->second);
    watched_.erase(names);
  }
  ids_.erase(id);
}

void SourceWatcher::renew() {
  FileSet fresh;
  for (const fs::path& folder : folders_) {
    if (add_folder(folder)) fresh.insert(folder);
  }
  if (fresh.empty()) return;
  for (const fs::path& file : files_) {
    if (fresh.contains(file.parent_path())) note(file);
  }
}

bool SourceWatcher::counts(const fs::path& file) const {
  return files_.contains(file) || file.filename() == "CMakeLists.txt" ||
         file.extension() == ".cmake" || is_code(file);
}

void SourceWatcher::note(const fs::path& file) {
  if (is_changed_.insert(file).second) changed_.push_back(file);
}

/// Whether it is a file that counts.
bool SourceWatcher::take(const fs::path& folder, const std::string& name, std::uint32_t mask) {
  const fs::path file = folder / name;
  if (!counts(file)) return false;
  if ((mask & IN_CREATE) == 0 || is_link(file)) note(file);
  return true;
}

std::vector<fs::path> SourceWatcher::read() {
  alignas(inotify_event) std::array<char, 16384> buffer{};
  bool is_any = false;
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
        is_any = true;
        continue;
      }
      const auto found = watched_.find(event.wd);
      if (found == watched_.end()) continue;
      const FileSet folders = found->second;
      if ((event.mask & (IN_IGNORED | IN_MOVE_SELF)) != 0) {
        // The folder is gone from its place; renew() finds what comes there.
        for (const fs::path& folder : folders) leave_folder(folder);
      } else if (event.len > 0) {
        for (const fs::path& folder : folders) {
          if (take(folder, name, event.mask)) break;
        }
      }
    }
  }
  if (is_any) {
    // Whatever was lost may have been any of them.
    for (const fs::path& file : files_) note(file);
  }
  is_changed_.clear();
  return std::exchange(changed_, {});
}

}  // namespace attacca::dev
