// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

#include "attacca/base/result.hpp"

namespace attacca::binary {

/// Reads the ELF headers, so that a bad file gets a clear sentence and never reaches the loader
/// (which maps truncated files and dies of SIGBUS). Pipes and devices are refused without waiting.
/// [any]
/// Errors: unreadable, empty, not ELF, another machine, not a shared library, truncated.
[[nodiscard]] Result<void> check_loadable_elf(const std::filesystem::path& path);

}  // namespace attacca::binary
