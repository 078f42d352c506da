// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

namespace attacca::files {

/// Whether a symbolic link leads to what is open, which may have no name: /proc/self/fd/1 and its
/// kind on Linux, /dev/stdout on macOS. [any]
[[nodiscard]] bool leads_to_descriptor(const std::filesystem::path& link);

}  // namespace attacca::files
