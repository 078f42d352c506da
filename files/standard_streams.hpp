// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::files {

/// Makes sure that the descriptors 0, 1 and 2 are open before anything else is opened: a program
/// may be started with one of them closed, and the next file would then be taken for the standard
/// output. What was closed stays useless: reading from it and writing to it fails, so that a report
/// that goes nowhere is still an error. Call first in main(). [main]
void hold_standard_streams() noexcept;

/// Has a write beyond the limit on file sizes (RLIMIT_FSIZE) answer an error (EFBIG) instead of
/// ending the process. Children inherit it. [main]
void have_size_limit_reported() noexcept;

/// Writes all of `text` to the standard output. Errors: the system's reason; a
/// reader that has gone is one of them, and SIGPIPE is ignored from then on. [main]
Result<void> write_standard_output(std::string_view text);

/// Whether the stream (1: the standard output, 2: the standard error) goes to a terminal that takes
/// control sequences; on Windows the console is told to take them. [main]
[[nodiscard]] bool is_terminal(int stream) noexcept;

}  // namespace attacca::files
