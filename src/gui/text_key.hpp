// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "attacca/gui/text_style.hpp"

namespace attacca::gui {

/// What of a style the shape of a text depends on, all but the colour, as the beginning of a key to
/// what was shaped. [any]
[[nodiscard]] std::string text_key(const TextStyle& style);

}  // namespace attacca::gui
