// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca {

/// What a command's exit status says.
enum class ExitCode {
  ok = 0,
  wrong = 1,      ///< the thing asked about is wrong, or the doing failed
  bad_input = 2,  ///< the call or a given file is at fault
};

}  // namespace attacca
