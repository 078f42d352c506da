// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace attacca::core {

/// A file that several processes append lines to without mixing them. Trivially destructible: who
/// writes a log at the end of a process still finds it.
class AppendFile {
 public:
  /// Nothing is written.
  constexpr AppendFile() noexcept = default;
  /// The file at `path`, made if there is none; nothing is written if it cannot be opened. [not
  /// audio]
  explicit AppendFile(const char* path) noexcept;
  /// The process's standard error stream.
  [[nodiscard]] static AppendFile standard_error() noexcept;

  [[nodiscard]] bool usable() const noexcept { return descriptor_ >= 0; }
  /// In one piece. [not audio]
  void append(std::string_view bytes) const noexcept;

 private:
  int descriptor_ = -1;
};

}  // namespace attacca::core
