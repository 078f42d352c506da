// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace attacca::trial {

/// One line on the standard error that says how far a run is; nothing when that is not a terminal.
/// All members [main].
class Progress {
 public:
  explicit Progress(double seconds);
  ~Progress();  ///< Removes the line.
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// At most ten times a second, however often it is called.
  void show(double seconds, std::uint64_t changes, std::uint64_t late, std::string_view name);

 private:
  const bool is_interactive_;
  const double total_;
  std::chrono::steady_clock::time_point next_{};
  bool is_shown_ = false;
};

}  // namespace attacca::trial
