// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What is dragged out of an editor, for other programs:
//
//     start_drag({.files = {"/home/me/loop.mid"}});  // in a CanvasEditor, while a button is held
//     return drag_source(label("Drag me"), [this] {  // or a widget
//       return attacca::gui::DragContent{.files = {write_midi_file()}};
//     });
//
// Plain data, main thread. A file has to be there when the drag begins, and for as long as somebody
// may read it: who takes a drop often does so later.

#include <string>
#include <vector>

namespace attacca::gui {

/// Files, a text, or both as two forms of the same thing; who takes it chooses.
struct DragContent {
  std::vector<std::string> files = {};  ///< absolute paths; others are left out
  std::string text = {};                ///< UTF-8; empty: none
};

}  // namespace attacca::gui
