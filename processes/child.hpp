// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "processes/child_groups.hpp"

namespace attacca::processes {

/// What becomes of what a program prints.
enum class Print : std::uint8_t {
  dropped,
  kept,         ///< for output() and errors()
  with_output,  ///< of errors: kept in output(), in the order in which both come
  passed_on,    ///< to our standard error, at once
};

/// How a program is started.
struct Start {
  Print output = Print::kept;
  Print errors = Print::kept;
  std::size_t most_output = std::size_t{64} << 20U;  ///< bytes of its beginning that are kept
  std::size_t most_errors = std::size_t{64} << 10U;  ///< bytes of its end that are kept
  /// A group of its own: a terminal's Ctrl-C is not for it, and it is ended with all that it has
  /// started.
  bool is_apart = true;
};

/// How a program ended.
struct Ending {
  /// -1: by a signal, or nobody knows. On Windows at most 4294967295, which exit(-1) is there.
  std::int64_t exit_code = -1;
  int signal = 0;  ///< 0: by none. On Windows: the reason why the system ended it (NTSTATUS)

  [[nodiscard]] bool is_good() const noexcept { return exit_code == 0; }
};

/// "cmake was ended by signal 9 (Killed)", "cmake ended with status 3". [any]
[[nodiscard]] std::string to_text(const Ending& ending, const std::string& program);

/// A program that runs beside this one, with nothing on its standard input, and is asked to end
/// when the thread that started it does; on Windows it is ended with this program. All members [not
/// audio], of one thread at a time.
class Child {
 public:
  /// A program of $PATH, or by its path. `command` is not empty.
  /// Errors, which name its first word: there is no such program; it cannot be run.
  [[nodiscard]] static Result<std::unique_ptr<Child>> start(const std::vector<std::string>& command,
                                                            const Start& how);
  /// Ends it at once where it still runs, with all that it has started if it is apart.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Takes what it has printed, waiting for `patience` at the most, and says how it ended once it
  /// has. What it printed before that is there then. To be called now and then: a program whose
  /// output is not taken waits.
  [[nodiscard]] std::optional<Ending> look(std::chrono::milliseconds patience);
  /// Whether more may come: from it, or, once it has ended, from what it has left running.
  [[nodiscard]] bool is_printing() const noexcept;
  [[nodiscard]] const std::string& output() const noexcept;
  [[nodiscard]] const std::string& errors() const noexcept;

  /// To all of its group, where it is apart; also to what is left of that after its end. On Windows
  /// those are told by Ctrl-Break who are apart and have a console; all others are ended.
  void send(Signal signal) noexcept;
  [[nodiscard]] ProcessId process() const noexcept;

 private:
  struct Body;
  explicit Child(std::unique_ptr<Body> body);

  std::unique_ptr<Body> body_;
};

}  // namespace attacca::processes
