// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::gui {

// What both sides of XDND say to each other.
inline constexpr std::uint32_t kXdndVersion = 5;
inline constexpr std::uint32_t kXdndOldest = 3;   ///< that we speak with
inline constexpr std::uint32_t kXdndAccepts = 1;  ///< a flag of XdndStatus and XdndFinished

}  // namespace attacca::gui
