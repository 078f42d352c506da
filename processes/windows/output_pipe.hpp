// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <memory>
#include <string>

#include <windows.h>

#include "platform/windows/handle.hpp"

namespace attacca::processes {

/// What a program prints into: one end for it, one for us, where reading does not wait. [not audio]
class OutputPipe {
 public:
  /// Null where the system has none left, with GetLastError().
  static std::unique_ptr<OutputPipe> make();
  ~OutputPipe();
  OutputPipe(const OutputPipe&) = delete;
  OutputPipe& operator=(const OutputPipe&) = delete;

  /// For the program; it inherits it. Ours has to be closed for the end of the output to be seen.
  [[nodiscard]] HANDLE write_end() const noexcept { return write_end_.get(); }
  void close_write_end() noexcept { write_end_ = core::Handle(); }

  /// Signalled when there is something to take, or the end.
  [[nodiscard]] HANDLE event() const noexcept { return event_.get(); }
  /// Appends the next piece; false when nothing is there yet. Sets is_open() at the end.
  bool take(std::string& text);
  [[nodiscard]] bool is_open() const noexcept { return is_open_; }

 private:
  OutputPipe() = default;
  void begin_reading() noexcept;

  core::Handle read_end_;
  core::Handle write_end_;
  core::Handle event_;
  OVERLAPPED reading_{};
  std::array<char, 65536> piece_{};
  bool is_open_ = true;
  bool is_reading_ = false;
};

}  // namespace attacca::processes
