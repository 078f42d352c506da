// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

#include "attacca/base/result.hpp"

namespace attacca::trial {

/// A file that is written beside its place and takes it only when it is whole, so that a failure
/// leaves an older file as it was. Devices and pipes are written directly.
class StagedOutput {
 public:
  /// Nothing is touched yet. [any]
  explicit StagedOutput(std::filesystem::path target);
  ~StagedOutput();  ///< Removes what was not committed.
  StagedOutput(const StagedOutput&) = delete;
  StagedOutput& operator=(const StagedOutput&) = delete;

  /// Where process `process` writes what is to become `target`. [any]
  [[nodiscard]] static std::filesystem::path staging_path(const std::filesystem::path& target,
                                                          int process);

  /// Where to write.
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return staged_; }
  [[nodiscard]] const std::filesystem::path& target() const noexcept { return target_; }

  /// Errors: the file cannot be written, with the system's reason; nothing is left behind then.
  [[nodiscard]] Result<void> check_writable() const;
  /// Errors: the file cannot take its place.
  [[nodiscard]] Result<void> commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path staged_;
  bool is_committed_ = false;
};

}  // namespace attacca::trial
