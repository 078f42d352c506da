// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/gui/window.hpp"
#include "gui/windows/ole.hpp"

namespace attacca::gui {

struct DragCode {
  /// Drags until the button is released: handles the thread's messages meanwhile. Whether somebody
  /// has taken it. [main]
  bool (*drag)(const DragContent& content) noexcept;
};

/// What the content is to other programs: files, a text, or both. The caller's. [main]
[[nodiscard]] IDataObject* make_drag_data(const DragContent& content);

}  // namespace attacca::gui
