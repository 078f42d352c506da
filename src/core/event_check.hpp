// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "attacca/event.hpp"

namespace attacca::core {

/// Whether all of an event's numbers are within the ranges that its type documents, and its port is
/// one of `ports`, or a wildcard where the type allows one. The frame is not looked at. [audio]
[[nodiscard]] bool is_valid(const Event& event, std::uint32_t ports) noexcept;

}  // namespace attacca::core
