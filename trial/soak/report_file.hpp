// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "attacca/base/result.hpp"
#include "files/atomic_file.hpp"

namespace attacca::trial {

/// A report's file, opened before the work begins whose report it will hold: a path that cannot be
/// written, and a disk without room for it, are known then. It takes its place only when it is
/// whole; devices and pipes are written directly. All members [main].
class ReportFile {
 public:
  /// Opens the file beside its place and takes room for it. Errors: the system's reason.
  [[nodiscard]] static Result<std::unique_ptr<ReportFile>> open(const std::filesystem::path& path);

  /// Writes all of it. Once. Errors: the system's reason; an older file is left as it was then.
  [[nodiscard]] Result<void> write(std::string_view text);

 private:
  explicit ReportFile(files::AtomicFile file) : file_(std::move(file)) {}

  files::AtomicFile file_;
};

}  // namespace attacca::trial
