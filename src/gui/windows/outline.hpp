// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <d2d1.h>

#include "attacca/gui/path.hpp"
#include "gui/windows/com_ref.hpp"

namespace attacca::gui {

/// `path` as Direct2D has it; none for one that is empty or reaches out of all bounds. Arcs become
/// curves. [main]
[[nodiscard]] ComRef<ID2D1PathGeometry> outline_of(ID2D1Factory& factory, const Path& path);

}  // namespace attacca::gui
