// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>

namespace attacca::validate {

/// A file without a name, which is gone when it is closed: its descriptor; -1 when there is none to
/// be had. [not audio]
[[nodiscard]] int open_memory_file();

/// What it holds: at most `most` bytes from its beginning, or its end. Somebody may be writing into
/// it meanwhile: the place at which they do stays where it is. [not audio]
[[nodiscard]] std::string first_of(int memory, std::size_t most);
[[nodiscard]] std::string last_of(int memory, std::size_t most);

/// Bytes that it holds. [not audio]
[[nodiscard]] std::size_t size_of(int memory);
/// `length` bytes from the one numbered `offset` on, or as many as there are. [not audio]
[[nodiscard]] std::string bytes_at(int memory, std::size_t offset, std::size_t length);

}  // namespace attacca::validate
