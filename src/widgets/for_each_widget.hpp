// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// `visit` for `widget` and all below it, parents first. By number: a visited widget may add
/// children. [main]
template <typename Visit>
void for_each_widget(Widget& widget, Visit&& visit) {
  visit(widget);
  for (std::size_t i = 0; i < widget.children().size(); ++i) {
    for_each_widget(*widget.children()[i], visit);
  }
}

}  // namespace attacca::widgets
