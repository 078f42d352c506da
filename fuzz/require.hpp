// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace attacca::fuzz {

/// Ends the program, naming `broken` and where it was noticed, unless `holds`. What a target
/// promises about its input is said with this: a fuzzer and a sanitizer take the abort for a
/// finding. [any]
void require(bool holds, std::string_view broken, const char* file = __builtin_FILE(),
             int line = __builtin_LINE());

}  // namespace attacca::fuzz
