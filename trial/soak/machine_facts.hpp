// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::trial {

/// On what a soak ran. Empty where the system does not say.
struct MachineFacts {
  std::string processor;
  unsigned cores = 0;
  std::string kernel;
  std::string load;  ///< Load averages over 1, 5 and 15 minutes, when asked.
};

/// Asks the system. [main]
[[nodiscard]] MachineFacts machine_facts();

}  // namespace attacca::trial
