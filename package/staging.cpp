// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/staging.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

#include "files/file_lock.hpp"
#include "files/folder_entries.hpp"
#include "package/in_use.hpp"
#include "package/staging_maker.hpp"

namespace attacca::package {
namespace {

namespace fs = std::filesystem;
using files::FileHandle;
using files::Occupied;
using files::Renaming;

constexpr std::string_view kPrefix = ".attacca-staging-";
// They stand in the place of the extension's dot, so that no name grows and no host looks at it.
constexpr char kPayloadMark = ',';
constexpr char kAsideMark = ';';  // stepped aside, not yet replaced
constexpr const char* kMakerNote = "maker";
constexpr std::int64_t kAbandoned = 24 * 60 * 60;  // seconds, where nobody can say who works
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

// What stepped aside has been replaced: where it cannot be removed, as a program runs it, nobody
// may bring it back later.
void note_replaced(const FileHandle& staging, const std::string& aside, std::size_t mark) {
  std::string replaced = aside;
  replaced[mark] = kPayloadMark;
  (void)files::rename_below(staging, aside, staging, replaced, Occupied::replaced);
}

// Brings back what stepped aside when its replacement never came.
void restore(const FileHandle& staging, const FileHandle& parent) {
  for (const std::string& name : files::names_in(staging)) {
    const std::size_t mark = name.find_last_of(std::string{kPayloadMark, kAsideMark});
    if (mark == std::string::npos || name[mark] != kAsideMark) continue;
    // Never over something that has come there meanwhile.
    const Renaming restored =
        files::rename_below(staging, name, parent, unmarked(name, mark), Occupied::kept);
    if (restored.is_occupied()) note_replaced(staging, name, mark);
  }
}

std::string read_note(const FileHandle& folder) {
  const auto file = files::open_regular_file_below(folder, kMakerNote, kMakerNote);
  if (!file) return {};
  std::string note(512, '\0');
  const auto count = files::read_some(*file, std::as_writable_bytes(std::span(note)), kMakerNote);
  note.resize(count.value_or(0));
  return note;
}

/// Whether an open folder of the prefix's name is what a process of ours left when it was killed.
bool is_leftover(const FileHandle& folder) {
  // In a shared folder anybody can make such a folder, and what is in another user's is not ours
  // to put in place or to remove.
  if (!folder.is_open() || !files::is_private(folder)) return false;
  switch (files::try_lock(folder)) {
    case files::Lock::taken:
      return true;
    case files::Lock::busy:
      return false;  // its maker is at work
    case files::Lock::unavailable:
      break;
  }
  if (!may_be_at_work(read_note(folder))) return true;
  return files::age_of(folder) > kAbandoned;
}

void remove_leftovers(const FileHandle& parent) {
  for (const std::string& name : files::names_in(parent)) {
    if (!name.starts_with(kPrefix)) continue;
    const FileHandle folder = files::open_folder_below(parent, name);
    if (!is_leftover(folder)) continue;
    restore(folder, parent);
    (void)files::remove_tree_below(parent, name);
  }
}

// Takes the new folder, or says that somebody's clearing has caught it.
bool take(const FileHandle& parent, const FileHandle& folder, const std::string& name) {
  if (!folder.is_open() || !files::is_own(folder)) return false;
  const files::Lock lock = files::try_lock(folder);
  if (lock == files::Lock::busy) return false;
  if (lock == files::Lock::unavailable) {
    const std::string note = maker_note();
    const auto file = files::create_file_below(folder, kMakerNote, 0600, name);
    if (!file || !files::write_all(*file, std::as_bytes(std::span(note)), name)) return false;
  }
  return files::is_present_below(parent, name);
}

Error placing_error(const StagingFolder& staging, const std::string& name, Renaming renaming) {
  Error error =
      files::system_error("cannot put in place", staging.parent() / name, renaming.reason);
  if (renaming.is_in_use()) error.message += in_use_by(staging.parent() / name);
  return error;
}

Renaming move_payload(StagingFolder& staging, const std::string& name) {
  return files::rename_below(staging.folder(), marked(name, kPayloadMark), staging.parent_folder(),
                             name, Occupied::replaced);
}

void announce(const PlacingOptions& options) {
  if (options.before_step) options.before_step();
}

Result<void> replace_by_stepping_aside(StagingFolder& staging, const std::string& name,
                                       const PlacingOptions& options) {
  const std::string aside = marked(name, kAsideMark);
  announce(options);
  const Renaming moved = files::rename_below(staging.parent_folder(), name, staging.folder(), aside,
                                             Occupied::replaced);
  if (!moved.is_done() && !moved.is_missing()) {
    return tl::unexpected(placing_error(staging, name, moved));
  }
  announce(options);
  const Renaming placed = move_payload(staging, name);
  if (placed.is_done()) {
    announce(options);
    note_replaced(staging.folder(), aside, aside.rfind(kAsideMark));
    return {};
  }
  (void)files::rename_below(staging.folder(), aside, staging.parent_folder(), name, Occupied::kept);
  return tl::unexpected(placing_error(staging, name, placed));
}

}  // namespace

Result<StagingFolder> StagingFolder::create(const fs::path& parent) {
  const fs::path place = parent.empty() ? fs::path(".") : parent;
  auto parent_folder = files::open_folder_at_end(place);
  if (!parent_folder) {
    return tl::unexpected(
        files::system_error("cannot write into the folder", place, files::last_system_error()));
  }
  remove_leftovers(*parent_folder);
  // Somebody else's clearing may catch the folder between its making and its locking.
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto name = files::create_private_folder_below(*parent_folder, kPrefix, place);
    if (!name) return tl::unexpected(name.error());
    FileHandle folder = files::open_folder_below(*parent_folder, *name);
    if (take(*parent_folder, folder, *name)) {
      return StagingFolder(place / *name, std::move(*parent_folder), std::move(folder));
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
  auto handle = files::open_folder_at_end(folder);
  if (!handle) return handle;
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (files::try_lock(*handle) == files::Lock::busy) {
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
    const bool is_simple = !files::is_present_below(staging.parent_folder(), name) ||
                           (!files::is_folder_below(staging.parent_folder(), name) &&
                            !files::is_folder_below(staging.folder(), payload));
    if (is_simple) {
      const Renaming moved = move_payload(staging, name);
      if (moved.is_done()) return {};
      if (moved.is_occupied() && attempt < kAttempts) continue;
      // A file that a program runs cannot be replaced there, but it can step aside.
      if (!moved.is_in_use()) return tl::unexpected(placing_error(staging, name, moved));
    }
    const auto exchanged =
        options.may_exchange && !is_simple
            ? files::exchange_below(staging.folder(), payload, staging.parent_folder(), name)
            : std::nullopt;
    if (exchanged && !exchanged->is_done()) {
      return tl::unexpected(placing_error(staging, name, *exchanged));
    }
    if (!exchanged) {
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
  const Renaming moved = files::rename_below(staging.parent_folder(), name, staging.folder(),
                                             marked(name, kPayloadMark), Occupied::replaced);
  if (!moved.is_done()) {
    Error error = files::system_error("cannot remove", staging.parent() / name, moved.reason);
    if (moved.is_in_use()) error.message += in_use_by(staging.parent() / name);
    return tl::unexpected(std::move(error));
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
