// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <optional>
#include <string>

#include <sys/types.h>

#include "attacca/base/result.hpp"
#include "dev/child_groups.hpp"
#include "dev/dev_project.hpp"
#include "files/file.hpp"
#include "host/base/main_loop.hpp"

namespace attacca::dev {

/// One build of the target, in the background, in a process group of its own. All members [main].
class BuildRun {
 public:
  /// Errors: no process is to be had.
  [[nodiscard]] static Result<std::unique_ptr<BuildRun>> start(host::MainLoop& loop,
                                                               const DevProject& project);
  /// Ends it, as Ctrl-C does, so that no half-written file is left.
  ~BuildRun();
  BuildRun(const BuildRun&) = delete;
  BuildRun& operator=(const BuildRun&) = delete;

  /// Once it is over, whether it succeeded. To be called now and then.
  [[nodiscard]] std::optional<bool> look();
  /// What it has printed so far.
  [[nodiscard]] const std::string& output() const noexcept { return output_; }

 private:
  BuildRun(host::MainLoop& loop, files::FileHandle pipe, pid_t process);
  void read_output();
  [[nodiscard]] bool has_ended();

  host::MainLoop& loop_;
  files::FileHandle pipe_;
  const pid_t process_;
  const ChildGroup group_;
  std::optional<int> status_;
  std::string output_;
  host::MainLoop::Id id_ = 0;
};

}  // namespace attacca::dev
