// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

namespace attacca::host {

/// Memory full of zeros that this process shares with its children: those that are forked after it
/// was made. On Windows, which has no fork, those that begin by the same program and command line
/// and make the same pieces in the same order (host/base/windows/child_role.hpp), or that are given
/// the piece's handle. Null: no memory. [not audio]
[[nodiscard]] void* share_pages(std::size_t bytes);

/// Gives back what share_pages() made with this size. [not audio]
void unshare_pages(void* pages, std::size_t bytes) noexcept;

}  // namespace attacca::host
