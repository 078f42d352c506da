// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "package/digest.hpp"

namespace attacca::package {

/// What is said of bundles for macOS where no Digest::is_available().
inline constexpr const char* kNoDigests =
    "bundles for macOS are signed, for which this program was built without Nettle (nettle-dev)";

using Sha256 = std::array<std::uint8_t, 32>;
using Sha1 = std::array<std::uint8_t, 20>;

/// Digests as bytes, for formats that hold them so; where Digest::is_available(). [any]
Sha256 sha256(std::span<const std::byte> bytes);
Sha1 sha1(std::span<const std::byte> bytes);

/// The digest of a regular file's content, read in pieces. Errors: the file cannot be read to its
/// end, or is no regular file. [main]
Result<std::vector<std::uint8_t>> digest_of_file(const std::filesystem::path& path,
                                                 Digest::Kind kind);

/// Base64 (RFC 4648) in one line. [any]
std::string base64(std::span<const std::uint8_t> bytes);

}  // namespace attacca::package
