// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <optional>

#include "attacca/base/result.hpp"
#include "files/atomic_file.hpp"

namespace attacca::trial {

/// A `files::AtomicFile` for libraries that open what they write by its name.
class StagedOutput {
 public:
  /// Nothing is touched yet. [any]
  explicit StagedOutput(std::filesystem::path target) : target_(std::move(target)) {}

  /// Makes the file, and the path for the library; good in this process only. Once. [main]
  /// Errors: it cannot be written, with the system's reason; nothing is left behind then.
  [[nodiscard]] Result<std::filesystem::path> open();

  [[nodiscard]] const std::filesystem::path& target() const noexcept { return target_; }

  /// Puts the file in its place. [main] Errors: the file cannot take its place.
  [[nodiscard]] Result<void> commit();

 private:
  std::filesystem::path target_;
  std::optional<files::AtomicFile> file_;
};

}  // namespace attacca::trial
