// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/widget_editor.hpp"

#include <string>
#include <utility>

namespace attacca::widgets {

WidgetEditor::WidgetEditor(const gui::EditorSizes& sizes, std::unique_ptr<Widget> root,
                           const Theme& theme)
    : CanvasEditor(sizes, Input::keyboard), tree_(std::move(root), theme, this) {}

WidgetEditor::~WidgetEditor() = default;

void WidgetEditor::opened(EditorContext& /*context*/) {
  tree_.opened();
}

void WidgetEditor::closed() noexcept {
  tree_.closing();
}

void WidgetEditor::set_visible(bool visible) {
  if (!visible) tree_.end_press();
  CanvasEditor::set_visible(visible);
}

void WidgetEditor::draw(gui::Canvas& canvas, LogicalSize size) {
  tree_.draw(canvas, size);
}

void WidgetEditor::pointer(const gui::PointerEvent& event) {
  tree_.pointer(event);
}

bool WidgetEditor::key(const gui::KeyEvent& event) {
  return tree_.key(event);
}

void WidgetEditor::keyboard_changed(bool has_it) {
  tree_.keyboard_changed(has_it);
}

void WidgetEditor::param_changed(const Param& param) {
  tree_.param_changed(param);
}

void WidgetEditor::field_changed(const AnyField& field) {
  tree_.field_changed(field);
}

void WidgetEditor::indication_changed(const Param& param, const ParamIndication& /*indication*/) {
  tree_.indication_changed(param);
}

void WidgetEditor::invalidate(const gui::Rect& area) {
  CanvasEditor::invalidate(area);
}

void WidgetEditor::set_cursor(gui::Cursor cursor) {
  CanvasEditor::set_cursor(cursor);
}

void WidgetEditor::take_keyboard(bool take) {
  CanvasEditor::take_keyboard(take);
}

void WidgetEditor::pasted(std::string_view text) {
  tree_.pasted(std::string(text));
}

void WidgetEditor::start_drag(const gui::DragContent& content, const gui::DragCode& code) {
  CanvasEditor::start_drag(content, code);
}

void WidgetEditor::set_clipboard(std::string text) {
  CanvasEditor::set_clipboard(std::move(text));
}

void WidgetEditor::ask_clipboard() {
  CanvasEditor::ask_clipboard();
}

EditorContext* WidgetEditor::context() const {
  return CanvasEditor::context();
}

double WidgetEditor::scale() const {
  return CanvasEditor::scale();
}

std::unique_ptr<Editor> editor(const gui::EditorSizes& sizes, std::unique_ptr<Widget> root,
                               const Theme& theme) {
  return std::make_unique<WidgetEditor>(sizes, std::move(root), theme);
}

}  // namespace attacca::widgets
