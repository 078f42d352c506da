// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <optional>
#include <utility>

#include "files/file.hpp"

namespace attacca::dev {

/// The right to build in a build folder: two programs that run its build tool at the same time get
/// in each other's way. Ends with this object, or with its process. All members [main].
class BuildTurn {
 public:
  /// By a lock on `folder`, one that all programs share that build there. Nothing: another one
  /// has it. Where the filesystem has no locks, everybody has it.
  [[nodiscard]] static std::optional<BuildTurn> take(const std::filesystem::path& folder);
  ~BuildTurn();
  BuildTurn(BuildTurn&&) noexcept = default;
  BuildTurn& operator=(BuildTurn&&) noexcept = default;

 private:
  explicit BuildTurn(files::FileHandle folder) : folder_(std::move(folder)) {}

  files::FileHandle folder_;
};

}  // namespace attacca::dev
