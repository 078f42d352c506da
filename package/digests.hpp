// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace attacca::package {

using Sha256 = std::array<std::uint8_t, 32>;
using Sha1 = std::array<std::uint8_t, 20>;

/// Digests (FIPS 180-4) as bytes, for formats that hold them so. SHA-1 protects nothing. [any]
Sha256 sha256(std::span<const std::byte> bytes);
Sha1 sha1(std::span<const std::byte> bytes);

/// Base64 (RFC 4648) in one line. [any]
std::string base64(std::span<const std::uint8_t> bytes);

}  // namespace attacca::package
