// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// An editor made of widgets. In the plugin:
//
//     std::unique_ptr<attacca::Editor> make_editor() override {
//       using namespace attacca::widgets;
//       return editor({.preferred = {360, 160}},
//                     panel("Filter", row(knob(cutoff_), knob(resonance_), menu(mode_))));
//     }
//
// Main thread. The editor owns its widgets; they refer to parameters and other members of the
// plugin, which lives longer than its editors. Callbacks that a widget is given may use what the
// plugin has, as long as process() shares it through parameters and attacca/rt.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/gui/canvas_editor.hpp"
#include "attacca/widgets/widget_tree.hpp"

namespace attacca::widgets {

/// An editor made of widgets; derive from it where widgets need to know of each other. All members
/// [main].
class WidgetEditor : public gui::CanvasEditor, private WidgetWindow {
 public:
  WidgetEditor(const gui::EditorSizes& sizes, std::unique_ptr<Widget> root,
               const Theme& theme = Theme::dark());
  ~WidgetEditor() override;

  [[nodiscard]] WidgetTree& tree() noexcept { return tree_; }

  void set_visible(bool visible) override;
  void param_changed(const Param& param) override;
  void field_changed(const AnyField& field) override;
  void indication_changed(const Param& param, const ParamIndication& indication) override;

 protected:
  void opened(EditorContext& context) override;
  void closed() noexcept override;

 private:
  void draw(gui::Canvas& canvas, LogicalSize size) override;
  void pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  void keyboard_changed(bool has_it) override;
  void invalidate(const gui::Rect& area) override;
  void set_cursor(gui::Cursor cursor) override;
  void take_keyboard(bool take) override;
  void pasted(std::string_view text) override;
  [[nodiscard]] bool takes_files() const override { return tree_.takes_files(); }
  bool takes_files_at(gui::Point place) override { return tree_.takes_files_at(place); }
  void files_left() override { tree_.files_left(); }
  void files_dropped(gui::Point place, const std::vector<std::string>& files) override {
    tree_.files_dropped(place, files);
  }
  void drag_ended(bool taken) override { tree_.drag_ended(taken); }
  void start_drag(const gui::DragContent& content, const gui::DragCode& code) override;
  void set_clipboard(std::string text) override;
  void ask_clipboard() override;
  [[nodiscard]] EditorContext* context() const override;
  [[nodiscard]] double scale() const override;

  WidgetTree tree_;
};

/// An editor of `sizes`, logical pixels, that shows `root`. [main]
[[nodiscard]] std::unique_ptr<Editor> editor(const gui::EditorSizes& sizes,
                                             std::unique_ptr<Widget> root,
                                             const Theme& theme = Theme::dark());

}  // namespace attacca::widgets
