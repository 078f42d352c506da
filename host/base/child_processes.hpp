// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace attacca::host {

struct ChildProcess {
  pid_t id = -1;
  std::string
      name;  ///< As proc_pid_comm(5) has it: at most 15 bytes; on Windows the program's file.
};

/// The processes whose parent is this one. [not audio] Source: proc_pid_stat(5);
/// on Windows PROCESSENTRY32W.
[[nodiscard]] std::vector<ChildProcess> child_processes();

/// Takes over orphans: processes below this one whose own parent ends become its children, as
/// prctl(2) PR_SET_CHILD_SUBREAPER has it, also when they have left their session. False where the
/// system cannot, and on Windows, where a child's id remains its parent's after that has ended.
/// [any]
bool adopt_orphans() noexcept;

/// Ends the children of this process that are not in `known`, and what these leave behind in turn,
/// and waits for them. Returns those that still ran. [not audio]
std::vector<ChildProcess> end_children(const std::vector<ChildProcess>& known = {});

/// "name (process 123), …", with control characters made visible. [any]
[[nodiscard]] std::string text_of(const std::vector<ChildProcess>& processes);

}  // namespace attacca::host
