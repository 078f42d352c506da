// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::core {

/// Threads have had names since Windows 10 (1607); without them these do nothing. [not audio]
void name_this_thread(const char* utf8);
[[nodiscard]] std::string name_of_this_thread();

}  // namespace attacca::core
