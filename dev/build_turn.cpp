// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/build_turn.hpp"

#include <sys/file.h>

#include "files/file_lock.hpp"

namespace attacca::dev {

std::optional<BuildTurn> BuildTurn::take(const std::filesystem::path& folder) {
  auto handle = files::open_folder(folder);
  // Building says better than this what is wrong with the folder.
  if (!handle) return BuildTurn(files::FileHandle());
  if (files::try_lock(*handle) == files::Lock::busy) return std::nullopt;
  return BuildTurn(std::move(*handle));
}

BuildTurn::~BuildTurn() {
  // Not by closing alone: a player that was forked meanwhile has the file open as well.
  if (folder_.is_open()) (void)flock(folder_.get(), LOCK_UN);
}

}  // namespace attacca::dev
