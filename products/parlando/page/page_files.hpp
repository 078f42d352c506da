// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>
#include <string_view>

namespace parlando {

/// A file of the page, as it is built into the program from products/parlando/page/web.
struct PageFile {
  std::string_view path;  ///< "/page.css"; index.html is at "/".
  std::string_view type;  ///< Its media type.
  std::string_view content;
};

/// All of them. [any]
[[nodiscard]] std::span<const PageFile> page_files() noexcept;

}  // namespace parlando
