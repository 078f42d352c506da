// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::core {

/// What the operating system calls this process and the calling thread; its tools show the same
/// numbers. [not audio]
[[nodiscard]] long process_id() noexcept;
[[nodiscard]] long thread_id() noexcept;
/// Any bytes; empty where threads have no names. [not audio]
[[nodiscard]] std::string thread_name();

}  // namespace attacca::core
