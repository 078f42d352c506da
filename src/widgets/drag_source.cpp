// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/drag_source.hpp"

#include <cmath>
#include <utility>

#include "attacca/widgets/widget_tree.hpp"

namespace attacca::widgets {

namespace {

constexpr double kFarEnough = 6;  ///< logical pixels: a click trembles less

}  // namespace

DragSource::DragSource(std::unique_ptr<Widget> child, Content content, Ended ended)
    : content_(std::move(content)), ended_(std::move(ended)) {
  add(std::move(child));
}

bool DragSource::pointer(const gui::PointerEvent& event) {
  using Kind = gui::PointerEvent::Kind;
  if (event.kind == Kind::press) {
    if (event.button != gui::PointerEvent::Button::left) return false;
    pressed_at_ = event.position;
    return true;
  }
  if (event.kind == Kind::release) pressed_at_.reset();
  if (event.kind != Kind::move || !pressed_at_) return event.kind == Kind::release;
  const double way =
      std::hypot(event.position.x - pressed_at_->x, event.position.y - pressed_at_->y);
  if (way < kFarEnough) return true;
  pressed_at_.reset();
  if (content_ && tree() != nullptr) tree()->start_drag(*this, content_());
  return true;
}

void DragSource::drag_ended(bool taken) {
  if (ended_) ended_(taken);
}

std::unique_ptr<DragSource> drag_source(std::unique_ptr<Widget> child, DragSource::Content content,
                                        DragSource::Ended ended) {
  return std::make_unique<DragSource>(std::move(child), std::move(content), std::move(ended));
}

}  // namespace attacca::widgets
