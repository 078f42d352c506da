// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::core {

/// The number at the beginning of `text`, in the C locale whatever the process's is, to the nearest
/// double; too large is infinite, too small zero. [not audio]
[[nodiscard]] double plain_number(const char* text) noexcept;

}  // namespace attacca::core
