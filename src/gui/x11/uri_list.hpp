// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attacca::gui {

/// The files of this machine that a text/uri-list (RFC 2483) names, as file URIs (RFC 8089), in its
/// order. What is no file, of another machine, or written wrongly is left out. [any]
[[nodiscard]] std::vector<std::string> files_of_uri_list(std::string_view list);

/// The other way: the absolute paths of `files`, as lines with all escaped that RFC 3986 does not
/// let stand in a path. What is no absolute path is left out. [any]
[[nodiscard]] std::string uri_list_of(const std::vector<std::string>& files);

}  // namespace attacca::gui
