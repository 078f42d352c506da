// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace parlando {

/// What a variable of the environment says, in UTF-8 on every system; empty: nothing, or there is
/// none. `name` has ASCII letters alone. [not audio]
[[nodiscard]] std::string environment(const char* name);

}  // namespace parlando
