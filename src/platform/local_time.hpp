// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <ctime>

namespace attacca::core {

/// The time in parts, in the user's time zone. [any]
[[nodiscard]] std::tm local_time(std::time_t time) noexcept;

}  // namespace attacca::core
