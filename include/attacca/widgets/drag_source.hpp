// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What can be dragged out of the editor into other programs, and into the host:
//
//     drag_source(label("Drag the pattern"), [this] {
//       return attacca::gui::DragContent{.files = {write_midi_file()}};
//     })
//
// Main thread. What is dragged is asked for when the pointer has left the place of the press by
// some pixels. Controls in it keep their own drags: it is for labels, pictures and surfaces.

#include <functional>
#include <memory>

#include "attacca/gui/drag_content.hpp"
#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// A widget that gives something away. All members [main].
class DragSource final : public Widget {
 public:
  using Content = std::function<gui::DragContent()>;
  /// Whether somebody has taken it; it may be read later all the same.
  using Ended = std::function<void(bool taken)>;

  DragSource(std::unique_ptr<Widget> child, Content content, Ended ended);
  bool pointer(const gui::PointerEvent& event) override;
  gui::Cursor cursor() const override { return gui::Cursor::hand; }
  void drag_ended(bool taken) override;
  void closing() noexcept override { pressed_at_.reset(); }

 private:
  Content content_;
  Ended ended_;
  std::optional<gui::Point> pressed_at_;
};

/// `child`, which can be dragged out of the editor as what `content` says then. [main]
[[nodiscard]] std::unique_ptr<DragSource> drag_source(std::unique_ptr<Widget> child,
                                                      DragSource::Content content,
                                                      DragSource::Ended ended = {});

}  // namespace attacca::widgets
