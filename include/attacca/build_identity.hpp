// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Which sources a binary was built from, for an "about" line and for bug reports:
//
//     const std::string_view json = attacca::build_identity_json();
//     // {"plugin":"gain","revision":"3f2a91c…","dirty":false,…}
//
// Any thread. `attacca inspect FILE` prints the same record from a file that is not running.

#include <string_view>

namespace attacca {

/// Which sources this binary was built from, as one line of JSON: plugin, revision, dirty, sources
/// (a digest), compiler, flags, build_type, time, framework. The text lives as long as the binary
/// is loaded. The same record can be read from the file without loading it: the build generates
/// the definition (cmake/build_identity.cmake) and puts the text into a section of its own.
/// [any] Constant time; neither allocates nor fails.
std::string_view build_identity_json() noexcept;

}  // namespace attacca
