// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

#include "attacca/base/result.hpp"
#include "trial/run/staged_output.hpp"

namespace attacca::trial {

/// A report's file, opened before the work begins whose report it will hold: a path that cannot be
/// written, and a disk without room for it, are known then. It takes its place only when it is
/// whole; devices and pipes are written directly. All members [main].
class ReportFile {
 public:
  /// Opens the file beside its place and takes room for it. Errors: the system's reason.
  [[nodiscard]] static Result<std::unique_ptr<ReportFile>> open(const std::filesystem::path& path);
  ~ReportFile();
  ReportFile(const ReportFile&) = delete;
  ReportFile& operator=(const ReportFile&) = delete;

  /// Writes all of it. Once. Errors: the system's reason; an older file is left as it was then.
  [[nodiscard]] Result<void> write(std::string_view text);

 private:
  explicit ReportFile(const std::filesystem::path& path) : staged_(path) {}
  [[nodiscard]] Result<void> cannot(int code) const;

  StagedOutput staged_;
  std::FILE* file_ = nullptr;
};

}  // namespace attacca::trial
