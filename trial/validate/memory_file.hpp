// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>

namespace attacca::validate {

/// A file without a name, which is gone when it is closed: its descriptor; -1 when there is none to
/// be had. [not audio]
[[nodiscard]] int open_memory_file();

/// What it holds: at most `most` bytes from its beginning, or its end. Where the next bytes are
/// written stays. [not audio]
[[nodiscard]] std::string first_of(int memory, std::size_t most);
[[nodiscard]] std::string last_of(int memory, std::size_t most);

}  // namespace attacca::validate
