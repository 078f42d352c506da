// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "attacca/base/result.hpp"
#include "host/base/child_processes.hpp"
#include "host/base/shared_pages.hpp"
#include "host/crash/crash_report.hpp"
#include "trial/run/run_vitals.hpp"

namespace attacca::trial {

/// One object in memory that a process and its children share. `T` holds atomics only.
template <typename T>
class SharedMemory {
 public:
  SharedMemory() : memory_(host::share_pages(sizeof(T))) {
    if (memory_ != nullptr) object_ = new (memory_) T;
  }
  ~SharedMemory() {
    if (memory_ != nullptr) host::unshare_pages(memory_, sizeof(T));
  }
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

  /// Null when the system has no memory.
  [[nodiscard]] T* get() noexcept { return object_; }

 private:
  void* memory_;
  T* object_ = nullptr;
};

/// How a supervised child ended.
struct ChildEnding {
  enum class Kind {
    finished,  ///< Its work came to its end.
    crashed,   ///< Ended by a signal, whoever sent it, or an exception: host/base/process_end.hpp.
    hung,      ///< It gave no sign of life, or its audio thread none, and was ended.
    left,      ///< Somebody in it ended the process.
  };
  Kind kind = Kind::finished;
  int signal = 0;      ///< With `crashed`: by which it ended, such as SIGSEGV.
  pid_t process = -1;  ///< Which it was.
  /// With `crashed` and `hung`: where it was, if it could still say so.
  std::optional<host::CrashReport> crash;
  /// Processes that were started in it and outlived it; they have been ended.
  std::vector<host::ChildProcess> left_behind;
  /// Somebody had asked the parent to end. A display that was asked along with it takes the process
  /// down that draws on it: no plugin's fault.
  bool was_asked = false;
};

struct ChildOptions {
  /// How long the child may give no sign of life (RunVitals::beats) before it is ended.
  std::chrono::milliseconds patience{20'000};
  /// How often `turn` is called at least.
  std::chrono::milliseconds turn_time{100};
  /// Called in the parent while the child works. [main]
  std::function<void()> turn;
  /// Takes what the child and its plugins print; without it that goes to the standard error. [main]
  std::function<void(std::string_view)> printed;
  /// Called in the child by SIGINT, SIGTERM and SIGHUP, in a signal handler. [any]
  void (*interrupt)() = nullptr;
};

/// Forks and does `work` in the child, which may send bytes through `out`; the parent hands them to
/// `received` in pieces. The child's standard output is its standard error. SIGINT, SIGTERM,
/// SIGQUIT and SIGHUP (unless it is ignored, see nohup(1)) for the parent are passed on to the
/// child as SIGTERM, the second one ends it at once; the parent lives on. Processes that the child
/// left behind are ended. The calling process must have one thread only. [main] Errors: no process
/// or pipe is to be had.
///
/// On Windows, which has no fork, and on macOS, whose frameworks do not survive one, the child is
/// this program once more, with the same command line: it does what the parent has done until it
/// comes to the same call, and goes on there. What is before must be the same each time, so; a
/// command that reads its plan and then calls this is. `out` is a descriptor of the child's there
/// too. The child ends with the parent.
[[nodiscard]] Result<ChildEnding> run_in_child(
    RunVitals& vitals, const std::function<void(int out)>& work,
    const std::function<void(std::string_view)>& received, const ChildOptions& options);

/// Writes all of the text; false when the reader is gone. [any]
bool write_all(int descriptor, std::string_view text) noexcept;

/// "while it was loaded", "in its audio callback" … [any]
[[nodiscard]] std::string_view words_of(RunVitals::Phase phase) noexcept;

}  // namespace attacca::trial
