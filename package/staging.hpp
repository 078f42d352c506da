// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "files/file.hpp"
#include "package/file_tree.hpp"

namespace attacca::package {

/// A private folder beside a destination, on the same filesystem, in which the new thing is made
/// ready before one rename puts it in place. Its name begins with a dot and nothing in it ends with
/// a plugin's extension, so no host takes a half-written thing for a plugin. It is locked while its
/// maker lives; what a killed process left is recognised by the missing lock, and cleared away by
/// the next `create` of the same user in the same folder. Where there are no locks (network homes),
/// a note in the folder says which process of which machine made it.
///
/// The destination may be shared with other users: everything is reached by way of the open
/// folders, never by a path that somebody could bend meanwhile, and nothing of another user's is
/// touched. [main]
class StagingFolder {
 public:
  /// Makes one inside `parent`, which must exist, after clearing away the user's leftovers.
  static Result<StagingFolder> create(const std::filesystem::path& parent);

  StagingFolder(StagingFolder&&) noexcept = default;
  StagingFolder& operator=(StagingFolder&&) = delete;
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;
  ~StagingFolder();

  /// Where to make the thing that will be called `final_name`.
  [[nodiscard]] TreePlace payload(std::string_view final_name) const;

  /// Removes what is in it, and itself. False when something cannot be removed. Nothing can be made
  /// in it afterwards.
  [[nodiscard]] bool clear();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::filesystem::path parent() const { return path_.parent_path(); }
  [[nodiscard]] const files::FileHandle& folder() const noexcept { return folder_; }
  [[nodiscard]] const files::FileHandle& parent_folder() const noexcept { return parent_folder_; }

 private:
  StagingFolder(std::filesystem::path path, files::FileHandle parent, files::FileHandle folder)
      : path_(std::move(path)), parent_folder_(std::move(parent)), folder_(std::move(folder)) {}

  std::filesystem::path path_;
  files::FileHandle parent_folder_;
  files::FileHandle folder_;  // holds the lock
};

/// Whether something is called as these folders are. [any]
[[nodiscard]] bool is_staging_name(std::string_view name) noexcept;

/// Waits until no other process that asks likewise works in the folder, at most 30 s. Held until
/// the handle is closed; without effect where there are no locks. [main]
Result<files::FileHandle> lock_destination(const std::filesystem::path& folder);

/// How `put_in_place` and `take_away` may act. The defaults are right; tests choose.
struct PlacingOptions {
  bool may_exchange = true;  ///< false: as on a filesystem that cannot swap two folders
  std::function<void()> before_step = {};  ///< called before each step that changes the disk
};

/// Puts the payload made for `final_name` in its place, replacing what is there. A file, or a
/// folder that replaces nothing, appears by one rename; a folder that replaces something is swapped
/// with it, so there is no moment without one. Where the system cannot swap, the old one steps
/// aside first, and if the process dies in that moment the next `create` brings it back. On failure
/// the old thing is in its place. A mapped old file keeps its inode and content. The caller syncs
/// the parent folder. [main]
Result<void> put_in_place(StagingFolder& staging, std::string_view final_name,
                          const PlacingOptions& options = {});

/// Makes `final_name` disappear from the staging folder's parent by one rename. [main]
Result<void> take_away(StagingFolder& staging, std::string_view final_name,
                       const PlacingOptions& options = {});

/// Turns a path as the kernel names a replaced file (inside a staging folder) back into the path it
/// had while it was in place. Other paths stay as they are. [any]
std::string path_before_staging(std::string path);

}  // namespace attacca::package
