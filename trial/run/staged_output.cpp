// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/staged_output.hpp"

#include <utility>

namespace attacca::trial {

Result<std::filesystem::path> StagedOutput::open() {
  auto file = files::AtomicFile::create(target_);
  if (!file) return tl::unexpected(file.error());
  file_.emplace(std::move(*file));
  return file_->path_to_write();
}

Result<void> StagedOutput::commit() {
  return file_->commit();
}

}  // namespace attacca::trial
