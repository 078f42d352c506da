// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "attacca/base/result.hpp"
#include "dev/watched_files.hpp"
#include "files/file.hpp"

namespace attacca::dev {

/// Sees when files are saved, by inotify(7) on their folders, so that it makes no difference how:
/// in place, or by a new file that takes the old one's name. A file that is being written counts
/// when it is closed; one that is removed or renamed counts, and counts again when it is back. Also
/// seen: any CMakeLists.txt and *.cmake in these folders, and any source or header, as the next
/// build may need it. A folder may have several names, by
/// links. All members [main].
class SourceWatcher {
 public:
  /// Errors: the system has no room for another one.
  [[nodiscard]] static Result<SourceWatcher> create();

  using Time = std::filesystem::file_time_type;
  /// From now on these, and no others; what is not there yet will be seen when it comes. One that
  /// was not watched so far and was saved after `since` counts as changed, in the next read().
  void watch(FileSet files, std::optional<Time> since = std::nullopt);
  [[nodiscard]] const FileSet& files() const noexcept { return files_; }

  /// Readable when there is something to read().
  [[nodiscard]] int descriptor() const noexcept { return inotify_.get(); }
  /// What has changed since last time, each once; does not wait.
  [[nodiscard]] std::vector<std::filesystem::path> read();
  /// Looks for folders that were not there, or went, by themselves or with one above them. What
  /// lies in those that are back counts as changed, in the next read(). To be called about every
  /// second.
  void renew();
  /// Why not all is watched; empty: all is.
  [[nodiscard]] const std::string& shortage() const noexcept { return shortage_; }

 private:
  explicit SourceWatcher(files::FileHandle inotify) : inotify_(std::move(inotify)) {}

  bool add_folder(const std::filesystem::path& folder);
  void leave_folder(const std::filesystem::path& folder);
  [[nodiscard]] bool counts(const std::filesystem::path& file) const;
  bool take(const std::filesystem::path& folder, const std::string& name, std::uint32_t mask);
  void note(const std::filesystem::path& file);

  files::FileHandle inotify_;
  FileSet files_;
  FileSet folders_;
  std::map<std::filesystem::path, int> ids_;  ///< of the folders that are watched
  std::map<int, FileSet> watched_;            ///< the same by id: one folder may have several names
  std::vector<std::filesystem::path> changed_;
  FileSet is_changed_;  ///< the same
  std::string shortage_;
};

}  // namespace attacca::dev
