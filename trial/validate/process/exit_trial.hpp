// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <string>

#include "trial/validate/check_context.hpp"

namespace attacca::validate {

/// How a process ended that did something and then called exit(3), with all that runs then.
struct ExitTrial {
  bool was_done = true;  ///< False: `act` threw.
  bool has_hung = false;
  std::string ended_by;  ///< A signal or an exception; empty: by itself, with `code`.
  int code = 0;
};

/// Does `act` in a process of its own, which then ends by exit(3). On Windows that is a process
/// which runs the same check up to here. [main] Ends the check when there is no process.
[[nodiscard]] ExitTrial try_exit(CheckContext& context, const std::function<void()>& act);

}  // namespace attacca::validate
