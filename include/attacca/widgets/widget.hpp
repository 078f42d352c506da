// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A part of an editor: it has a place, draws itself, and gets what the pointer and keys do there.
// Authors put ready ones together; one of their own overrides what it needs:
//
//     class Lamp final : public attacca::widgets::Widget {
//       LogicalSize preferred_size(gui::Canvas&) const override { return {16, 16}; }
//       void draw(gui::Canvas& canvas) override {
//         canvas.fill_circle(bounds().center(), 6, theme().accent);
//       }
//     };
//
// Main thread. A parent owns its children. Lengths are logical pixels of the editor's window. A
// widget lives as long as its editor, which may be opened and closed many times meanwhile: what
// needs the host (gestures, timers) is there between opened() and closing().

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "attacca/gui/canvas.hpp"
#include "attacca/gui/cursor.hpp"
#include "attacca/gui/editor.hpp"
#include "attacca/gui/key_event.hpp"
#include "attacca/gui/pointer_event.hpp"
#include "attacca/widgets/theme.hpp"

namespace attacca::widgets {

class SizeGroup;
class WidgetTree;

/// Where a child lies across its row or column, or within its column of a grid.
enum class Align : std::uint8_t { start, center, end, fill };

/// What a widget's size is kept within, logical pixels.
struct SizeLimits {
  LogicalSize minimum = {0, 0};
  LogicalSize maximum = {std::numeric_limits<double>::infinity(),
                         std::numeric_limits<double>::infinity()};
};

/// A part of an editor. All members [main].
class Widget {
 public:
  Widget();
  virtual ~Widget();
  Widget(const Widget&) = delete;
  Widget& operator=(const Widget&) = delete;

  // What its owner says.

  /// The last child, above all others. Returns it.
  template <typename W>
  W& add(std::unique_ptr<W> child) {
    W& added = *child;
    adopt(std::move(child));
    return added;
  }
  /// They hear closing(). Who is removed from inside its own code, or by what that calls, lives on
  /// until the event has been dealt with, and is asked and told nothing more.
  void remove_children();
  void set_visible(bool visible);
  [[nodiscard]] bool visible() const noexcept { return visible_; }
  /// A disabled widget is drawn faint and gets no events; what it was doing ends.
  void set_enabled(bool enabled);
  [[nodiscard]] bool enabled() const noexcept { return enabled_; }
  /// UTF-8; shown when the pointer rests above it.
  void set_tool_tip(std::string text) { tool_tip_ = std::move(text); }
  /// Its share of the room that a row or column has left; 0: it keeps its preferred size.
  void set_stretch(double share);
  [[nodiscard]] double stretch() const noexcept { return stretch_; }
  /// Instead of the preferred size, each way; nullopt: as it prefers.
  void set_fixed_size(std::optional<double> width, std::optional<double> height);
  /// What rows and columns keep its size within, whatever it prefers and however it is stretched;
  /// only where not even the minimums of all have room are they left behind.
  void set_limits(const SizeLimits& limits);
  [[nodiscard]] const SizeLimits& limits() const noexcept { return limits_; }
  /// Width by height, above 0: it is as large as its place allows with that, in the middle; 0: it
  /// fills its place.
  void set_aspect(double ratio);
  /// Instead of what its row or column says; nullopt: as that says.
  void set_align(std::optional<Align> align);
  [[nodiscard]] std::optional<Align> align() const noexcept { return align_; }
  /// It prefers the size of the largest in the group; null: its own.
  void set_size_group(std::shared_ptr<SizeGroup> group);

  // What it knows.

  [[nodiscard]] const gui::Rect& bounds() const noexcept { return bounds_; }
  [[nodiscard]] Widget* parent() const noexcept { return parent_; }
  [[nodiscard]] std::span<const std::unique_ptr<Widget>> children() const noexcept {
    return children_;
  }
  /// Null while it is part of none.
  [[nodiscard]] WidgetTree* tree() const noexcept { return tree_; }
  /// It is about to end: see remove_children().
  [[nodiscard]] bool is_removed() const noexcept { return is_removed_; }
  /// Null while the editor is closed.
  [[nodiscard]] EditorContext* context() const noexcept;
  /// Of the tree, faded while it or what it lies in is disabled; the dark one while it is part of
  /// no tree.
  [[nodiscard]] const Theme& theme() const noexcept;
  /// Each way: its size does not depend on what is in it.
  [[nodiscard]] bool has_fixed_size() const noexcept { return width_ && height_; }
  [[nodiscard]] bool has_focus() const noexcept;
  [[nodiscard]] bool is_hovered() const noexcept;
  /// preferred_size(), but for what set_fixed_size(), set_limits() and others said.
  [[nodiscard]] LogicalSize wanted_size(gui::Canvas& canvas) const;

  // What it asks for.

  /// It is drawn again, or a part of it.
  void invalidate() { invalidate_part(bounds_); }
  void invalidate_part(const gui::Rect& part);
  /// Its size is another: all is arranged again before the next frame.
  void invalidate_layout();
  /// For a container: the place of a child, moved to whole pixels of the screen.
  void place(Widget& child, const gui::Rect& room, gui::Canvas& canvas);
  /// For a container that scrolls: moves a child and all that is in it to another height, to a
  /// whole pixel of the screen. Nothing is measured or arranged.
  void move_child(Widget& child, double top);
  /// wants_frames() has become true; the timer of an editor in which nobody wants them is stopped.
  void start_frames();

  // What it answers.

  /// How much room it would like; `canvas` measures text.
  [[nodiscard]] virtual LogicalSize preferred_size(gui::Canvas& canvas) const;
  /// Places its children in bounds(). By itself: each child in all of them. What scrolls moves
  /// bounds() afterwards without it, so places are worked out from bounds() and not kept.
  virtual void arrange(gui::Canvas& canvas);
  /// Draws itself within bounds(); its children are drawn afterwards.
  virtual void draw(gui::Canvas& /*canvas*/) {}
  /// Where its children show; they may be larger.
  [[nodiscard]] virtual gui::Rect viewport() const { return bounds_; }
  /// False: the parent shall have it. Who takes a press gets moves and the release from anywhere.
  virtual bool pointer(const gui::PointerEvent& /*event*/) { return false; }
  /// `widget`, which lies in it, has got the focus by keyboard and shall be seen.
  virtual void reveal(const Widget& /*widget*/) {}
  /// While it has the focus. False: the parent shall have it, and at last the host.
  virtual bool key(const gui::KeyEvent& /*event*/) { return false; }
  /// Whether keys can be for it; the Tab key goes to it then.
  [[nodiscard]] virtual bool takes_focus() const { return false; }
  /// Whether a press gives it the focus, and the editor the keyboard: for what is typed into.
  [[nodiscard]] virtual bool takes_keyboard() const { return false; }
  /// Whether it scrolls now: then what is in it leaves the wheel to it unless it has the focus.
  [[nodiscard]] virtual bool scrolls() const { return false; }
  /// Whether files may be dropped on it, or on what is in it. An editor takes files at all if one
  /// of its widgets does when it opens.
  [[nodiscard]] virtual bool takes_files() const { return false; }
  /// Files are dragged above it, or no longer.
  virtual void files_above(bool /*are_above*/) { invalidate(); }
  /// One or more, with absolute paths, as another program names them: there may be no such files.
  virtual void files_dropped(const std::vector<std::string>& /*files*/) {}
  /// What WidgetTree::start_drag() began for it is over: whether it was taken.
  virtual void drag_ended(bool /*taken*/) {}
  [[nodiscard]] virtual gui::Cursor cursor() const { return gui::Cursor::arrow; }
  /// What is shown when the pointer rests above it.
  [[nodiscard]] virtual std::string tool_tip() const { return tool_tip_; }
  virtual void hover_changed(bool /*is_hovered*/) {}
  virtual void focus_changed(bool /*has_focus*/) { invalidate(); }
  virtual void param_changed(const Param& /*param*/) {}
  virtual void field_changed(const AnyField& /*field*/) {}
  virtual void indication_changed(const Param& /*param*/) {}
  /// Whether it wants frame() about 30 times a second while the editor is open. Asked when the
  /// editor opens and when a widget is added, and then at each frame; who begins to want them later
  /// calls start_frames().
  [[nodiscard]] virtual bool wants_frames() const { return false; }
  virtual void frame() {}
  /// The context is there from now on.
  virtual void opened() {}
  /// The context ends: gestures and timers too. Also called, with opened() following at once, where
  /// the release of a press will not come, because the widget was hidden, say. Harmless when called
  /// again.
  virtual void closing() noexcept {}

 private:
  friend class SizeGroup;
  friend class WidgetTree;
  [[nodiscard]] LogicalSize own_size(gui::Canvas& canvas) const;
  [[nodiscard]] LogicalSize within_limits(LogicalSize size) const;
  void adopt(std::unique_ptr<Widget> child);
  void join(WidgetTree* tree);
  void leave() noexcept;

  std::vector<std::unique_ptr<Widget>> children_;
  Widget* parent_ = nullptr;
  WidgetTree* tree_ = nullptr;
  gui::Rect bounds_;
  std::optional<double> width_;
  std::optional<double> height_;
  double stretch_ = 0;
  SizeLimits limits_;
  double aspect_ = 0;
  std::optional<Align> align_;
  std::shared_ptr<SizeGroup> group_;
  std::string tool_tip_;
  bool visible_ = true;
  bool enabled_ = true;
  bool is_removed_ = false;
};

/// `widget` with a share of the room that is left in its row or column. [main]
template <typename W>
std::unique_ptr<W> stretched(std::unique_ptr<W> widget, double share = 1) {
  widget->set_stretch(share);
  return widget;
}

/// `widget` with a size of its own, logical pixels; 0: as it prefers. [main]
template <typename W>
std::unique_ptr<W> sized(LogicalSize size, std::unique_ptr<W> widget) {
  widget->set_fixed_size(size.width > 0 ? std::optional(size.width) : std::nullopt,
                         size.height > 0 ? std::optional(size.height) : std::nullopt);
  return widget;
}

/// `widget` with a size within limits: `limited({.minimum = {80, 0}}, knob(mix))`. [main]
template <typename W>
std::unique_ptr<W> limited(const SizeLimits& limits, std::unique_ptr<W> widget) {
  widget->set_limits(limits);
  return widget;
}

/// `widget` as large as its place allows with a width that is `ratio` times its height. [main]
template <typename W>
std::unique_ptr<W> shaped(double ratio, std::unique_ptr<W> widget) {
  widget->set_aspect(ratio);
  return widget;
}

/// `widget` at another place across its row or column than the others. [main]
template <typename W>
std::unique_ptr<W> aligned(Align align, std::unique_ptr<W> widget) {
  widget->set_align(align);
  return widget;
}

/// `widget` as wide, or high, as the largest of its group (size_group.hpp). [main]
template <typename W>
std::unique_ptr<W> grouped(std::shared_ptr<SizeGroup> group, std::unique_ptr<W> widget) {
  widget->set_size_group(std::move(group));
  return widget;
}

/// `widget` with a text for when the pointer rests above it, UTF-8. [main]
template <typename W>
std::unique_ptr<W> explained(std::string text, std::unique_ptr<W> widget) {
  widget->set_tool_tip(std::move(text));
  return widget;
}

}  // namespace attacca::widgets
