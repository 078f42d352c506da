// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace attacca::dev {

/// What a build that failed has said, without what only its tools want to know.
struct BuildOutput {
  std::string text;         ///< the compilers' words, in lines
  std::size_t errors = 0;   ///< lines that name an error at a place
  std::string first_place;  ///< "file:line:column" or "file:line" of the first; empty: none
};

/// Reads the output of `cmake --build`: progress, the commands and the build tool's own farewell
/// are left out, and of what is longer than `most_lines` the rest is counted. `shown` makes the
/// path of a place, as the compiler wrote it, one for people. [any]
[[nodiscard]] BuildOutput read_build_output(
    std::string_view output, const std::function<std::string(const std::string&)>& shown,
    std::size_t most_lines = 60);

}  // namespace attacca::dev
