// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// An editor that draws itself. Derive, say the sizes, and draw; window, scale, resizing and a host
// that takes the window away are dealt with here:
//
//     class Face final : public attacca::gui::CanvasEditor {
//      public:
//       Face() : CanvasEditor({.preferred = {400, 300}}) {}
//       void draw(attacca::gui::Canvas& canvas, attacca::LogicalSize size) override;
//     };
//
// Main thread. Nothing is drawn unless invalidate() was called or the window was uncovered. A
// plugin with such an editor links attacca_gui.

#if defined(ATTACCA_PLUGIN_WITHOUT_EDITOR)
#error "a plugin that draws needs EDITOR in its attacca_add_plugin(), in CMakeLists.txt"
#endif

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/gui/canvas.hpp"
#include "attacca/gui/editor.hpp"
#include "attacca/gui/window.hpp"

namespace attacca::gui {

/// The sizes an editor takes, in logical pixels. Equal minimum and maximum: it cannot be resized.
struct EditorSizes {
  LogicalSize preferred;
  LogicalSize minimum = preferred;
  LogicalSize maximum = preferred;
};

/// An editor that draws itself on a Canvas. A subclass says its sizes and how to draw; window,
/// scale, resizing both ways and a host that takes the window away are dealt with here.
/// All members [main].
class CanvasEditor : public Editor, private WindowClient {
 public:
  ~CanvasEditor() override;

  [[nodiscard]] PhysicalSize size() const override;
  [[nodiscard]] bool can_resize() const override;

  /// Each side clamped to the limits by itself.
  [[nodiscard]] PhysicalSize constrain(PhysicalSize wanted) const override;

  /// False, and nothing changed, for a size that constrain() would change.
  bool set_size(PhysicalSize size) override;

  /// Takes 0.25 … 8. Keeps the logical size: before open() by changing size(), afterwards by asking
  /// the host for room. A host that refuses gets the editor in the old room at the new scale.
  bool set_scale(double scale) override;

  Result<void> open(ParentWindow parent, EditorContext& context) override;
  void close() noexcept override;
  void set_visible(bool visible) override;

 protected:
  /// What the editor wants to hear of. `keyboard`: pointer and keys.
  enum class Input : unsigned char { none, pointer, keyboard };

  /// 0 < minimum <= preferred <= maximum, each way. Until the host says a scale, it is the
  /// display_scale() that the user has set, which is asked for when it is first needed.
  explicit CanvasEditor(const EditorSizes& sizes, Input input = Input::none);

  /// Draws the whole editor, 0,0 to `size`. Of that, canvas.visible_area() is to be seen.
  void draw(Canvas& canvas, LogicalSize size) override = 0;

  /// Pointer events; for editors that asked for Input::pointer or Input::keyboard.
  void pointer(const PointerEvent& /*event*/) override {}

  /// Keys, while the editor has the keyboard; for editors that asked for Input::keyboard. False:
  /// the host shall have it.
  bool key(const KeyEvent& /*event*/) override { return false; }

  /// The editor has got the keyboard, or it has gone elsewhere.
  void keyboard_changed(bool /*has_it*/) override {}

  /// The keyboard comes to the editor, or goes back to who had it. Does nothing when closed.
  void take_keyboard(bool take);

  /// What ask_clipboard() asked for: UTF-8 of at most 16 MB, maybe not well formed.
  void pasted(std::string_view /*text*/) override {}

  /// Text for other programs to paste, UTF-8, and the question for theirs. For Input::keyboard; do
  /// nothing when closed.
  void set_clipboard(std::string text);
  void ask_clipboard();

  /// Files or a text are dragged out of the editor, into other programs or the host: from inside
  /// pointer(), while a button is held. pointer() hears no more until that button is released.
  /// drag_ended() follows, soon after that or when another drag begins, unless the editor is closed
  /// before. Does nothing when closed.
  void start_drag(const DragContent& content) { start_drag(content, drag_code()); }
  /// It is over: whether somebody has taken it, who may read the files later all the same. False
  /// also where who it was dropped on has ended, or has not said for half a minute whether it has
  /// it.
  void drag_ended(bool /*taken*/) override {}

  /// Whether files may be dropped on the editor at all; asked by open(). If not, the host may take
  /// them.
  [[nodiscard]] virtual bool takes_files() const { return false; }
  /// The same for a place, logical pixels, as files are dragged above it; files_left() or
  /// files_dropped() follows.
  bool takes_files_at(Point /*place*/) override { return false; }
  void files_left() override {}
  /// One or more, with absolute paths, as another program names them: there may be no such files.
  void files_dropped(Point /*place*/, const std::vector<std::string>& /*files*/) override {}

  /// What the pointer looks like above the editor. Does nothing when closed.
  void set_cursor(Cursor cursor);

  /// Called by open() before the window exists: fetch from the context what draw() needs. An
  /// error from the window is followed by closed().
  virtual void opened(EditorContext& /*context*/) {}

  /// Called by close() when the window is gone; the context is no longer valid afterwards.
  virtual void closed() noexcept {}

  /// Asks for a new frame; any number of calls before it count as one. Does nothing when closed.
  void invalidate();
  /// The same for a part of the editor: only that is drawn again.
  void invalidate(const Rect& area);

  /// Asks the host for another size, clamped to the limits. False if it refuses or while closed.
  bool request_size(LogicalSize size);

  [[nodiscard]] double scale() const;

  /// Null when closed.
  [[nodiscard]] EditorContext* context() const noexcept { return context_; }

  /// The same for code that has drag_code() from elsewhere.
  void start_drag(const DragContent& content, const DragCode& code);

 private:
  void resized(PhysicalSize size) override;
  void scale_changed(double scale) override;
  bool use_scale(double scale);
  void lost() override {}
  [[nodiscard]] LogicalSize logical_size() const;

  EditorSizes sizes_;
  Input input_;
  mutable std::optional<double> scale_;  ///< unless nobody has asked or said it
  mutable std::optional<PhysicalSize> size_;
  bool host_scales_ = false;  ///< the host has said a scale
  std::optional<PhysicalSize>
      disputed_;  ///< too small or large, and the host was asked for another
  EditorContext* context_ = nullptr;
  std::unique_ptr<Window> window_;
};

}  // namespace attacca::gui
