// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::trial {

/// How many processes wanted a processor in the last 1, 5 and 15 minutes: "0.51, 1.20, 2.00".
/// Empty: the system does not say. [not audio]
[[nodiscard]] std::string load_averages();

}  // namespace attacca::trial
