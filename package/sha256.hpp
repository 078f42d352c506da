// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::package {

/// The SHA-256 digest (FIPS 180-4) of a block of memory as 64 lower-case hex digits. [any]
std::string sha256_hex(std::span<const std::byte> bytes);

/// The same for text. [any]
std::string sha256_hex(std::string_view text);

/// The digest of a regular file's content, read in pieces. Fails when the file cannot be read to
/// its end or is not a regular file. [main]
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace attacca::package
