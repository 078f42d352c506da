// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

namespace attacca::package {

/// The SHA-1 digest (FIPS 180-4) of some bytes as 40 lower-case hex digits: for formats that ask
/// for it, SPDX for one; it protects nothing. [any]
std::string sha1_hex(std::string_view bytes);

}  // namespace attacca::package
