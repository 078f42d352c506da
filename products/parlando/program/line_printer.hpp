// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace parlando::program {

/// Prints lines on a thread of its own, so that a reader that takes none (a pager, a terminal that
/// is held) keeps nobody waiting. What does not fit in is dropped, and how much is said as soon as
/// there is room again.
class LinePrinter {
 public:
  static constexpr std::size_t kMostLines = 10'000;

  /// `write` prints one line, and may block; false: nobody reads any more.
  explicit LinePrinter(std::function<bool(const std::string&)> write);
  /// Waits for a second, at most, until all is printed.
  ~LinePrinter();
  LinePrinter(const LinePrinter&) = delete;
  LinePrinter& operator=(const LinePrinter&) = delete;

  /// Never blocks. [not audio]
  void print(std::string line);

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with the thread, which may be stuck when we end
};

}  // namespace parlando::program
