// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// `visit` for `widget` and all below it, parents first. A visited widget may add widgets and
/// remove some, itself too: who is removed is not visited. [main]
template <typename Visit>
void for_each_widget(Widget& widget, Visit&& visit) {
  visit(widget);
  for (std::size_t i = 0; i < widget.children().size() && !widget.is_removed(); ++i) {
    for_each_widget(*widget.children()[i], visit);
  }
}

}  // namespace attacca::widgets
