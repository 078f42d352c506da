// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/widget.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "attacca/widgets/size_group.hpp"
#include "attacca/widgets/widget_tree.hpp"
#include "widgets/for_each_widget.hpp"

namespace attacca::widgets {

Widget::Widget() = default;

Widget::~Widget() {
  if (tree_ != nullptr) tree_->forget(*this);
  if (group_) std::erase(group_->members_, this);
}

void Widget::adopt(std::unique_ptr<Widget> child) {
  child->parent_ = this;
  Widget& added = *children_.emplace_back(std::move(child));
  if (tree_ != nullptr) {
    const WidgetTree::Call call(*tree_);
    added.join(tree_);
  }
  invalidate_layout();
}

void Widget::join(WidgetTree* tree) {
  tree_ = tree;
  for (std::size_t i = 0; i < children_.size() && !is_removed_; ++i) children_[i]->join(tree);
  if (tree_ == nullptr || context() == nullptr || is_removed_) return;
  opened();
  tree_->start_frames();
}

void Widget::remove_children() {
  // Whatever is called from here on finds none of them.
  std::vector<std::unique_ptr<Widget>> removed = std::exchange(children_, {});
  if (tree_ == nullptr) return;
  const WidgetTree::Call call(*tree_);
  for (auto& child : removed) {
    tree_->hidden(*child);
    for_each_widget(*child, [](Widget& widget) { widget.closing(); });
    child->parent_ = nullptr;
    child->leave();
    tree_->ended_.push_back(std::move(child));
  }
  invalidate_layout();
}

void Widget::leave() noexcept {
  is_removed_ = true;
  for (const auto& child : children_) child->leave();
}

void Widget::set_visible(bool visible) {
  if (visible_ == visible) return;
  visible_ = visible;
  if (!visible && tree_ != nullptr) tree_->hidden(*this);
  invalidate_layout();
}

void Widget::set_enabled(bool enabled) {
  if (enabled_ == enabled) return;
  enabled_ = enabled;
  if (!enabled && tree_ != nullptr) tree_->hidden(*this);
  invalidate();
}

void Widget::set_stretch(double share) {
  stretch_ = std::max(share, 0.0);
  invalidate_layout();
}

void Widget::set_fixed_size(std::optional<double> width, std::optional<double> height) {
  width_ = width;
  height_ = height;
  invalidate_layout();
}

void Widget::set_limits(const SizeLimits& limits) {
  limits_ = limits;
  invalidate_layout();
}

void Widget::set_aspect(double ratio) {
  aspect_ = ratio > 0 ? ratio : 0;
  invalidate_layout();
}

void Widget::set_align(std::optional<Align> align) {
  align_ = align;
  invalidate_layout();
}

void Widget::set_size_group(std::shared_ptr<SizeGroup> group) {
  if (group_) std::erase(group_->members_, this);
  group_ = std::move(group);
  if (group_) group_->members_.push_back(this);
  invalidate_layout();
}

EditorContext* Widget::context() const noexcept {
  return tree_ != nullptr ? tree_->context() : nullptr;
}

const Theme& Widget::theme() const noexcept {
  static const Theme kDark = Theme::dark();
  if (tree_ == nullptr) return kDark;
  for (const Widget* widget = this; widget != nullptr; widget = widget->parent_) {
    if (!widget->enabled_) return tree_->faded_theme();
  }
  return tree_->theme();
}

bool Widget::has_focus() const noexcept {
  return tree_ != nullptr && tree_->focused() == this;
}

bool Widget::is_hovered() const noexcept {
  return tree_ != nullptr && (tree_->hovered() == this || tree_->captured() == this);
}

LogicalSize Widget::within_limits(LogicalSize size) const {
  // The minimum comes first where the two contradict each other.
  const auto within = [](double length, double least, double most) {
    return std::max(std::min(length, most), least);
  };
  return {within(size.width, limits_.minimum.width, limits_.maximum.width),
          within(size.height, limits_.minimum.height, limits_.maximum.height)};
}

/// Without those of its group.
LogicalSize Widget::own_size(gui::Canvas& canvas) const {
  LogicalSize size = has_fixed_size() ? LogicalSize{} : preferred_size(canvas);
  if (width_) size = {*width_, aspect_ > 0 ? *width_ / aspect_ : size.height};
  if (height_) size = {aspect_ > 0 && !width_ ? *height_ * aspect_ : size.width, *height_};
  return within_limits(size);
}

LogicalSize Widget::wanted_size(gui::Canvas& canvas) const {
  const LogicalSize own = own_size(canvas);
  return group_ ? within_limits(group_->size_for(own, canvas)) : own;
}

void Widget::invalidate_part(const gui::Rect& part) {
  if (tree_ == nullptr || !visible_) return;
  gui::Rect area = part.common(bounds_);
  for (const Widget* above = parent_; above != nullptr; above = above->parent_) {
    if (!above->visible_) return;
    area = area.common(above->viewport());
  }
  if (area.width > 0 && area.height > 0) tree_->invalidate(area);
}

void Widget::invalidate_layout() {
  if (tree_ != nullptr) tree_->invalidate_layout();
}

void Widget::place(Widget& child, const gui::Rect& room, gui::Canvas& canvas) {
  gui::Rect area = room;
  if (child.aspect_ > 0) {
    const double width = std::min(room.width, room.height * child.aspect_);
    const double height = width / child.aspect_;
    area = {room.x + (room.width - width) / 2, room.y + (room.height - height) / 2, width, height};
  }
  const double scale = canvas.scale();
  const auto whole = [&](double length) { return std::round(length * scale) / scale; };
  const double left = whole(area.x);
  const double top = whole(area.y);
  child.bounds_ = {left, top, std::max(whole(area.right()) - left, 0.0),
                   std::max(whole(area.bottom()) - top, 0.0)};
}

void Widget::move_child(Widget& child, double top) {
  const double scale = tree_ != nullptr ? tree_->arranged_scale_ : 0;
  const double by = (scale > 0 ? std::round(top * scale) / scale : top) - child.bounds_.y;
  for_each_widget(child, [&](Widget& widget) { widget.bounds_.y += by; });
}

void Widget::start_frames() {
  if (tree_ != nullptr) tree_->start_frames();
}

LogicalSize Widget::preferred_size(gui::Canvas& canvas) const {
  LogicalSize size;
  for (const auto& child : children_) {
    if (!child->visible()) continue;
    const LogicalSize wanted = child->wanted_size(canvas);
    size = {std::max(size.width, wanted.width), std::max(size.height, wanted.height)};
  }
  return size;
}

void Widget::arrange(gui::Canvas& canvas) {
  for (const auto& child : children_) place(*child, bounds_, canvas);
}

}  // namespace attacca::widgets
