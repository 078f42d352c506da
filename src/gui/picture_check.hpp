// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>

#include "attacca/base/result.hpp"
#include "attacca/gui/geometry.hpp"

namespace attacca::gui {

/// The size that a PNG says it has, before anybody decodes it. Errors: it is none, or the size is
/// not one that pictures may have: 1 to 16384 pixels on a side. [any]
[[nodiscard]] Result<PhysicalSize> check_png(std::span<const std::byte> file);

/// Whether `count` pixels make a picture of this size, and it may have it. [any]
[[nodiscard]] Result<void> check_picture(PhysicalSize size, std::size_t count);

}  // namespace attacca::gui
