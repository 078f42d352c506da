// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "attacca/base/result.hpp"
#include "dev/dev_project.hpp"
#include "processes/child.hpp"
#include "processes/child_groups.hpp"

namespace attacca::dev {

/// One build of the target, in the background, in a process group of its own. All members [main].
class BuildRun {
 public:
  /// Errors: no process is to be had, or no CMake.
  [[nodiscard]] static Result<std::unique_ptr<BuildRun>> start(const DevProject& project);
  /// Ends it, as Ctrl-C does, so that no half-written file is left.
  ~BuildRun();
  BuildRun(const BuildRun&) = delete;
  BuildRun& operator=(const BuildRun&) = delete;

  /// Once it is over, whether it succeeded. To be called now and then.
  [[nodiscard]] std::optional<bool> look();
  /// What it has printed so far.
  [[nodiscard]] const std::string& output() const noexcept { return child_->output(); }

 private:
  explicit BuildRun(std::unique_ptr<processes::Child> child);

  const std::unique_ptr<processes::Child> child_;
  const processes::ChildGroup group_;
};

}  // namespace attacca::dev
