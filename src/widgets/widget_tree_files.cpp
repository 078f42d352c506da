// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Files that are dragged above a tree and dropped, and what is dragged out of it.

#include <utility>

#include "attacca/gui/window.hpp"
#include "attacca/widgets/widget_tree.hpp"
#include "widgets/for_each_widget.hpp"

namespace attacca::widgets {

bool WidgetTree::takes_files() const {
  bool takes = false;
  for_each_widget(*root_, [&](Widget& widget) { takes = takes || widget.takes_files(); });
  return takes;
}

void WidgetTree::files_over(Widget* widget) {
  Widget* const before = std::exchange(below_files_, widget);
  if (before == widget) return;
  if (before != nullptr) before->files_above(false);
  if (below_files_ == widget && widget != nullptr) widget->files_above(true);
}

bool WidgetTree::takes_files_at(gui::Point place) {
  const Call call(*this);
  Widget* taker = nullptr;
  for (Widget* widget = at(place); widget != nullptr; widget = widget->parent()) {
    if (!widget->enabled()) taker = nullptr;
    if (widget->enabled() && taker == nullptr && widget->takes_files()) taker = widget;
  }
  files_over(taker);
  return below_files_ != nullptr;
}

void WidgetTree::files_left() {
  const Call call(*this);
  files_over(nullptr);
}

void WidgetTree::files_dropped(gui::Point place, const std::vector<std::string>& files) {
  const Call call(*this);
  takes_files_at(place);
  Widget* const taker = below_files_;
  files_over(nullptr);
  if (taker != nullptr && !taker->is_removed()) taker->files_dropped(files);
}

void WidgetTree::start_drag(Widget& from, const gui::DragContent& content) {
  if (context() == nullptr) return;
  draggers_.push_back(&from);
  end_press();  // its release is the drag's
  window_->start_drag(content, gui::drag_code());
}

void WidgetTree::drag_ended(bool taken) {
  if (draggers_.empty()) return;
  const Call call(*this);
  Widget* const from = draggers_.front();
  draggers_.erase(draggers_.begin());
  if (from != nullptr) from->drag_ended(taken);
}

}  // namespace attacca::widgets
