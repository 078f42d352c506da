// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

namespace attacca::core {

/// Windows's own texts are UTF-16; what is not valid becomes U+FFFD. [not audio]
[[nodiscard]] std::wstring to_utf16(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::wstring_view utf16);

/// A path as the system's functions take it: with its own slashes and, where it is longer than 260
/// characters may be, in the form that has no such limit. [not audio]
[[nodiscard]] std::wstring native_path(std::string_view utf8);
[[nodiscard]] std::wstring native_path(std::wstring path);

/// What the system calls an error of GetLastError(), in the user's language, without the full stop
/// and line end that it comes with. [not audio]
[[nodiscard]] std::string error_text(unsigned long code);

}  // namespace attacca::core
