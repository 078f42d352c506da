// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "files/windows/exit_reason.hpp"
#include "host/base/child_processes.hpp"
#include "host/base/windows/handle.hpp"

namespace attacca::host {

/// How a process is started.
struct ChildStart {
  std::wstring program;
  std::wstring command_line;  ///< With the program's name first.
  HANDLE output = nullptr;    ///< Its standard output and error, which it inherits; null: nowhere.
  HANDLE error = nullptr;
  std::vector<HANDLE> inherited;  ///< What else it inherits; nothing but this.
  std::wstring role;              ///< See child_role.hpp; empty: none.
};

/// A process that was started, with all that it starts in turn: these end with this object, and
/// with this process. [not audio]
class StartedChild {
 public:
  /// Errors: the system's reason.
  [[nodiscard]] static Result<StartedChild> start(const ChildStart& start);
  StartedChild(StartedChild&&) noexcept = default;
  StartedChild& operator=(StartedChild&&) noexcept = default;
  ~StartedChild();

  [[nodiscard]] HANDLE process() const noexcept { return process_.get(); }
  [[nodiscard]] DWORD id() const noexcept { return id_; }
  [[nodiscard]] bool has_ended() const noexcept;
  /// Ends it, if it still runs.
  void end() noexcept;
  /// Waits for its end; the code that it ended with.
  DWORD wait() noexcept;
  /// What it started and left behind, which is ended with this. After its own end.
  std::vector<ChildProcess> end_others();

 private:
  StartedChild() = default;
  Handle process_;
  Handle job_;
  DWORD id_ = 0;
};

/// With what a process of ours ends that has called abort().
inline constexpr DWORD kAborted = files::windows::kAborted;

/// The exception that a process did not handle, by the code that it ended with, or that abort() was
/// called; nothing: it ended by itself with this code. See files/windows/exit_reason.hpp. [any]
[[nodiscard]] std::optional<int> exception_of_exit(DWORD code) noexcept;

/// One argument as the C runtime takes command lines apart. [any]
[[nodiscard]] std::wstring quoted_argument(std::wstring_view argument);
/// The file of this very program. [not audio]
[[nodiscard]] std::wstring own_program();

/// Two ends of a pipe; the writing one can be inherited.
struct ChildPipe {
  Handle reading;
  Handle writing;
  [[nodiscard]] bool open();
  /// What lies in it, without waiting: at most `most` bytes. False: all writing ends are closed and
  /// it is empty.
  bool read_some(std::string& text, std::size_t most);
};

}  // namespace attacca::host
