// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// All widgets of an editor: who is below the pointer, who has the focus, what lies on top. An
// editor has one by deriving from WidgetEditor; tests and pictures make one by themselves:
//
//     attacca::widgets::WidgetTree tree(row(knob(cutoff), knob(mix)), Theme::light());
//     attacca::gui::ImageCanvas image({300, 120}, 2);
//     tree.draw(image.canvas(), {300, 120});
//
// Main thread. What the tree asks of its window goes through WidgetWindow; without one it is a
// drawing that can be pointed at.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attacca/gui/drag_content.hpp"
#include "attacca/widgets/widget.hpp"

namespace attacca::gui {
struct DragCode;
}

namespace attacca::widgets {

/// What a tree asks of the window that it is in. All members [main].
class WidgetWindow {
 public:
  virtual void invalidate(const gui::Rect& area) = 0;
  virtual void set_cursor(gui::Cursor cursor) = 0;
  virtual void take_keyboard(bool take) = 0;
  /// Null while the editor is closed.
  [[nodiscard]] virtual EditorContext* context() const = 0;
  /// Physical pixels per logical one.
  [[nodiscard]] virtual double scale() const = 0;
  /// UTF-8 for other programs.
  // NOLINTNEXTLINE(performance-unnecessary-value-param): who overrides it keeps the text
  virtual void set_clipboard(std::string /*text*/) {}
  /// Asks other programs; WidgetTree::pasted() may follow.
  virtual void ask_clipboard() {}
  /// While a button is held; WidgetTree::drag_ended() follows.
  virtual void start_drag(const gui::DragContent& /*content*/, const gui::DragCode& /*code*/) {}

 protected:
  ~WidgetWindow() = default;
};

/// The widgets of one editor. All members [main].
class WidgetTree {
 public:
  explicit WidgetTree(std::unique_ptr<Widget> root, const Theme& theme = Theme::dark(),
                      WidgetWindow* window = nullptr);
  ~WidgetTree();
  WidgetTree(const WidgetTree&) = delete;
  WidgetTree& operator=(const WidgetTree&) = delete;

  // From the window.

  void draw(gui::Canvas& canvas, LogicalSize size);
  void pointer(const gui::PointerEvent& event);
  bool key(const gui::KeyEvent& event);
  void keyboard_changed(bool has_it);
  void pasted(const std::string& text);
  /// Whether one of the widgets does.
  [[nodiscard]] bool takes_files() const;
  /// Files are dragged above a place: whether they may be dropped there.
  bool takes_files_at(gui::Point place);
  void files_left();
  /// One or more, with absolute paths.
  void files_dropped(gui::Point place, const std::vector<std::string>& files);
  void drag_ended(bool taken);
  void opened();
  void closing() noexcept;
  void param_changed(const Param& param);
  void field_changed(const AnyField& field);
  void indication_changed(const Param& param);

  /// One frame of what moves by itself; the tree's own timer calls it while the editor is open.
  void tick();

  // For widgets and authors.

  [[nodiscard]] Widget& root() noexcept { return *root_; }
  [[nodiscard]] const Theme& theme() const noexcept { return theme_; }
  /// The theme of what is disabled.
  [[nodiscard]] const Theme& faded_theme() const noexcept { return faded_; }
  void set_theme(const Theme& theme);
  [[nodiscard]] Widget* focused() const noexcept { return focused_; }
  [[nodiscard]] Widget* hovered() const noexcept { return hovered_; }
  /// Who has taken a press whose release is yet to come.
  [[nodiscard]] Widget* captured() const noexcept { return captured_; }
  /// Null: nobody. `visibly`: with a ring around it, as for the keyboard.
  void focus(Widget* widget, bool visibly = true);
  /// The widget at a place, as presses find it; null: none.
  [[nodiscard]] Widget* at(gui::Point place);
  /// Ends what a press began whose release will not come: who has taken it is told closing(), and
  /// opened() again.
  void end_press();
  /// Something above all else, next to `anchor`: menus, fields. Presses elsewhere close it, and so
  /// does the end of `owner`, or hiding it: who is called by what is in the popup.
  void show_popup(std::unique_ptr<Widget> popup, const gui::Rect& anchor,
                  const Widget* owner = nullptr);
  void close_popup();
  [[nodiscard]] Widget* popup() const noexcept { return popup_.get(); }
  /// A text above all else for the time of a gesture; empty: none.
  void show_bubble(std::string text, const gui::Rect& anchor);
  [[nodiscard]] const std::string& bubble() const noexcept { return bubble_; }
  [[nodiscard]] EditorContext* context() const noexcept;
  [[nodiscard]] double scale() const noexcept;
  void set_clipboard(std::string text);
  /// `asker` gets the answer as a key with a text, if it comes while `asker` is there and shown.
  void ask_clipboard(Widget& asker);
  /// Files or a text are dragged out of the editor, while a button is held; `from` hears of the
  /// end, while it is there. Does nothing while the editor is closed.
  void start_drag(Widget& from, const gui::DragContent& content);
  /// Calls `what` once, soon, from the event loop, where there is one.
  void after(std::function<void()> what);
  void invalidate(const gui::Rect& area);
  void invalidate_layout();

 private:
  friend class Widget;
  /// While there is one, code of widgets and authors is running: who is removed meanwhile lives on
  /// until the outermost has ended.
  class Call {
   public:
    explicit Call(WidgetTree& tree) noexcept : tree_(tree) { ++tree_.calls_; }
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

   private:
    WidgetTree& tree_;
  };
  void forget(const Widget& widget) noexcept;
  void hidden(const Widget& widget);
  void draw_all(gui::Canvas& canvas, Widget& widget);
  void draw_bubble(gui::Canvas& canvas);
  void arrange(gui::Canvas& canvas, LogicalSize size);
  void arrange_below(gui::Canvas& canvas, Widget& widget);
  void place_popup(gui::Canvas& canvas);
  void hover(Widget* widget);
  void files_over(Widget* widget);
  bool move_focus(bool backwards);
  void start_frames();
  void stop_timers() noexcept;
  void rest_tool_tip(bool restart);

  WidgetWindow* window_;
  Theme theme_;
  Theme faded_;
  std::unique_ptr<Widget> root_;
  std::unique_ptr<Widget> popup_;
  std::vector<std::unique_ptr<Widget>> ended_;  ///< who is removed, and whose code may be running
  int calls_ = 0;
  gui::Rect popup_anchor_;
  const Widget* popup_owner_ = nullptr;
  Widget* before_popup_ = nullptr;
  Widget* asker_ = nullptr;  ///< for the clipboard
  Widget* below_files_ = nullptr;
  std::vector<Widget*> draggers_;  ///< of the drags that are not over, in their order; null: gone
  Widget* focused_ = nullptr;
  Widget* hovered_ = nullptr;
  Widget* captured_ = nullptr;
  gui::PointerEvent::Button captured_by_ = gui::PointerEvent::Button::none;
  bool focus_is_visible_ = false;
  bool has_keyboard_ = false;
  bool borrows_keyboard_ = false;  ///< for a popup
  bool arranged_ = false;
  LogicalSize size_;
  double arranged_scale_ = 0;
  std::string bubble_;
  bool bubble_is_tip_ = false;
  gui::Rect bubble_anchor_;
  gui::Rect bubble_area_;
  EventLoop::Handle frames_ = 0;
  EventLoop::Handle rest_ = 0;
  int rests_ = 0;  ///< periods of rest_ since the pointer has moved
  std::vector<std::function<void()>> later_;
  EventLoop::Handle later_timer_ = 0;
};

}  // namespace attacca::widgets
