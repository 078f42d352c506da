// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "host/load/scan.hpp"

namespace attacca::host {

/// Takes what a scanning child sends and prints.
struct ScanAudience {
  /// A line of the protocol, without its end; returns whether a new step has begun.
  std::function<bool(std::string_view)> line;
  std::function<void(std::string_view)> printed;
};

/// How a scanning child ended.
struct ScanEnd {
  bool came_back = true;  ///< False: a step took longer than the patience, and it was killed.
  /// It ended by itself with this exit status; else by a signal, see host/base/process_end.hpp.
  bool was_exit = true;
  int number = 0;
};

/// Starts the child which scan_protocol.hpp describes, and listens until it has ended or one of its
/// steps took longer than the options have patience. What a plugin starts and leaves behind cannot
/// hold this up. [any] Errors: no process or pipe is to be had.
[[nodiscard]] Result<ScanEnd> run_scan_process(const ScanOptions& options,
                                               const std::filesystem::path& file, std::size_t first,
                                               const ScanAudience& audience);

/// This very program, for ScanOptions. [any]
[[nodiscard]] std::filesystem::path this_program();

/// The child's side. [main]
/// @{

/// Prepares a process to die: with its parent, and of its crashes without a window or a core file.
void be_scan_child();
/// Writes to the parent; nothing when it is gone. `channel` is what the command line gave.
void send_to_scanner(int channel, std::string_view bytes);
/// @}

}  // namespace attacca::host
