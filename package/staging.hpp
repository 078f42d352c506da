// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "package/file.hpp"

namespace attacca::package {

/// A private folder beside a destination, on the same filesystem, in which the new thing is made
/// ready before one rename puts it in place. Its name begins with a dot and nothing in it ends with
/// a plugin's extension, so no host takes a half-written thing for a plugin. It is locked while its
/// maker lives; what a killed process left is recognised by the missing lock, and cleared away by
/// the next `create` in the same folder. [main]
class StagingFolder {
 public:
  /// Makes one inside `parent`, which must exist, after clearing away the leftovers of others.
  static Result<StagingFolder> create(const std::filesystem::path& parent);

  StagingFolder(StagingFolder&&) noexcept = default;
  StagingFolder& operator=(StagingFolder&&) = delete;
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;
  ~StagingFolder();

  /// Where to make the thing that will be called `final_name`.
  [[nodiscard]] std::filesystem::path payload(std::string_view final_name) const;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::filesystem::path parent() const { return path_.parent_path(); }

 private:
  StagingFolder(std::filesystem::path path, FileHandle lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}

  std::filesystem::path path_;
  FileHandle lock_;
};

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
