// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

#include "attacca/base/result.hpp"

namespace attacca::binary {

/// What this machine calls itself (`uname -m`), such as "x86_64". [any]
[[nodiscard]] std::string this_machine();

/// Reads the ELF headers, so that a bad file gets a clear sentence and never reaches the loader
/// (which maps truncated files and dies of SIGBUS). Layout: the ELF-64 object file format. [main]
/// Errors: unreadable, empty, not ELF, another machine, not a shared library, truncated.
[[nodiscard]] Result<void> check_loadable_elf(const std::filesystem::path& path);

}  // namespace attacca::binary
