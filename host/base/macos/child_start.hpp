// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "attacca/base/result.hpp"
#include "host/base/child_processes.hpp"

namespace attacca::host {

/// How a process is started.
struct ChildStart {
  std::string program;
  std::vector<std::string> words;  ///< Its arguments, the program's name first.
  int output = -1;                 ///< Its standard output and error; -1: nowhere.
  int error = -1;
  std::vector<int> inherited;  ///< What else it inherits, under the same numbers; nothing but this.
  std::string role;            ///< See child_role.hpp; empty: none.
};

/// A process that was started in a group of its own, with what it starts in turn, as long as that
/// stays in the group: these end with this object. [not audio]
class StartedChild {
 public:
  /// Errors: the system's reason.
  [[nodiscard]] static Result<StartedChild> start(const ChildStart& start);
  StartedChild(StartedChild&& other) noexcept;
  StartedChild& operator=(StartedChild&&) = delete;
  ~StartedChild();

  [[nodiscard]] pid_t id() const noexcept { return id_; }
  [[nodiscard]] bool has_ended() const noexcept;
  /// Ends it, if it still runs.
  void end() noexcept;

  struct End {
    bool was_exit = true;  ///< By itself, with `number`; else by a signal.
    int number = 0;
  };
  /// Waits for its end; again the same.
  End wait() noexcept;
  /// What it started and left behind, which is ended with this. After wait().
  std::vector<ChildProcess> end_others();

 private:
  StartedChild() = default;
  pid_t id_ = -1;
  bool is_reaped_ = false;
  End end_;
};

/// This process ends when its parent does, by a thread that waits for that; at once if it has.
/// There is nothing of the system's for it. [main]
void end_with_parent();

/// The words that this very program was called with. [not audio]
[[nodiscard]] std::vector<std::string> own_words();

/// Two ends of a pipe, neither of which other programs inherit; the reading one does not block.
struct ChildPipe {
  ChildPipe() = default;
  ~ChildPipe();
  ChildPipe(const ChildPipe&) = delete;
  ChildPipe& operator=(const ChildPipe&) = delete;

  [[nodiscard]] bool open();
  void close_writing() noexcept;
  /// What lies in it, without waiting: at most `most` bytes. False: there is nothing, now or for
  /// ever.
  bool read_some(std::string& text, std::size_t most) const;

  int reading = -1;
  int writing = -1;
};

}  // namespace attacca::host
