// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::host {

/// "SEGV" and the like; empty for those without a name. Where there are signals. [any]
[[nodiscard]] std::string signal_abbreviation(int signal);

}  // namespace attacca::host
