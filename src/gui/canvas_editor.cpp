// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/canvas_editor.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace attacca::gui {

namespace {

[[maybe_unused]] bool ordered(double minimum, double preferred, double maximum) {
  return 0 < minimum && minimum <= preferred && preferred <= maximum;
}

}  // namespace

CanvasEditor::CanvasEditor(const EditorSizes& sizes, Input input) : sizes_(sizes), input_(input) {
  assert(ordered(sizes.minimum.width, sizes.preferred.width, sizes.maximum.width));
  assert(ordered(sizes.minimum.height, sizes.preferred.height, sizes.maximum.height));
}

CanvasEditor::~CanvasEditor() = default;

double CanvasEditor::scale() const {
  if (!scale_) scale_ = display_scale();
  return *scale_;
}

PhysicalSize CanvasEditor::size() const {
  if (!size_) size_ = to_physical(sizes_.preferred, scale());
  return *size_;
}

bool CanvasEditor::can_resize() const {
  return !(sizes_.minimum == sizes_.maximum);
}

PhysicalSize CanvasEditor::constrain(PhysicalSize wanted) const {
  const PhysicalSize least = to_physical(sizes_.minimum, scale());
  const PhysicalSize most = to_physical(sizes_.maximum, scale());
  return {std::clamp(wanted.width, least.width, most.width),
          std::clamp(wanted.height, least.height, most.height)};
}

bool CanvasEditor::set_size(PhysicalSize size) {
  if (!(constrain(size) == size)) return false;
  if (size == size_) return true;
  size_ = size;
  if (window_) window_->set_size(size);
  return true;
}

bool CanvasEditor::set_scale(double scale) {
  if (!(scale >= kSmallestScale && scale <= kLargestScale)) return false;  // false for NaN too
  host_scales_ = true;
  return use_scale(scale);
}

void CanvasEditor::scale_changed(double scale) {
  if (!host_scales_) use_scale(scale);
}

bool CanvasEditor::use_scale(double scale) {
  if (scale == scale_) return true;
  const LogicalSize kept = size_ ? logical_size() : sizes_.preferred;
  scale_ = scale;
  const PhysicalSize wanted = constrain(to_physical(kept, scale));
  if (context_ == nullptr) {
    size_ = wanted;
    return true;
  }
  if (window_) window_->set_scale(scale);
  context_->request_resize(wanted);
  return true;
}

Result<void> CanvasEditor::open(ParentWindow parent, EditorContext& context) {
  assert(context_ == nullptr && "close() before open() again");
  context_ = &context;
  opened(context);
  auto window = open_window(parent,
                            {.size = size(),
                             .scale = scale(),
                             .pointer = input_ != Input::none,
                             .keyboard = input_ == Input::keyboard,
                             .files = takes_files()},
                            *this, context.event_loop());
  if (!window) {
    close();
    return fail(std::move(window.error().message));
  }
  window_ = std::move(*window);
  return {};
}

void CanvasEditor::close() noexcept {
  if (context_ == nullptr) return;
  window_.reset();
  closed();
  context_ = nullptr;
}

void CanvasEditor::set_visible(bool visible) {
  if (window_) window_->set_visible(visible);
}

void CanvasEditor::invalidate() {
  if (window_) window_->invalidate();
}

void CanvasEditor::invalidate(const Rect& area) {
  if (window_) window_->invalidate(area);
}

void CanvasEditor::take_keyboard(bool take) {
  if (window_) window_->take_keyboard(take);
}

void CanvasEditor::set_clipboard(std::string text) {
  if (window_) window_->set_clipboard(std::move(text));
}

void CanvasEditor::start_drag(const DragContent& content, const DragCode& code) {
  if (window_) window_->start_drag(content, code);
}

void CanvasEditor::ask_clipboard() {
  if (window_) window_->ask_clipboard();
}

void CanvasEditor::set_cursor(Cursor cursor) {
  if (window_) window_->set_cursor(cursor);
}

bool CanvasEditor::request_size(LogicalSize size) {
  if (context_ == nullptr) return false;
  return context_->request_resize(constrain(to_physical(size, scale())));
}

void CanvasEditor::resized(PhysicalSize size) {
  size_ = size;
  const PhysicalSize held = constrain(size);
  if (held == size) {
    disputed_.reset();
  } else if (context_ != nullptr && !(disputed_ && *disputed_ == size)) {
    disputed_ = size;  // one request: a host that insists is not argued with
    context_->request_resize(held);
  }
}

LogicalSize CanvasEditor::logical_size() const {
  return to_logical(size(), scale());
}

}  // namespace attacca::gui
