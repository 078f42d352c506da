// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attacca/gui/window.hpp"
#include "gui/cocoa/canvas.hpp"
#include "gui/cocoa/core_types.hpp"
#include "gui/cocoa/objc.hpp"
#include "gui/cocoa/object.hpp"

namespace attacca::gui::cocoa {

class CocoaWindow;

/// What a view has of its window. AppKit may keep the view, and be on its way to the window while
/// another thread ends that: the view's object has this for as long as it lives itself.
struct ViewLink {
  const EventLoop::Deliver deliver;  ///< leads AppKit's calls through the gate
  const bool pointer;                ///< as in WindowOptions, as is keyboard
  const bool keyboard;
  CocoaWindow* window;                  ///< null when that has ended; inside deliver's calls alone
  std::shared_ptr<ViewLink> of_view{};  ///< itself, until the view is deallocated
};

/// A view of AppKit inside the host's. Its sizes are points, which is what hosts speak there: the
/// screen's pixels are twice as many or not, and the canvas alone has to know. Frames are drawn
/// when AppKit wants them, no more than has been invalidated. [main]
class CocoaWindow final : public Window {
 public:
  static Result<std::unique_ptr<Window>> open(ParentWindow parent, const WindowOptions& options,
                                              WindowClient& client, EventLoop& loop);

  /// The same with a system's functions as they are given.
  static Result<std::unique_ptr<Window>> open(const ObjcRuntime& runtime,
                                              const DrawingFunctions& drawing, ParentWindow parent,
                                              const WindowOptions& options, WindowClient& client,
                                              EventLoop& loop);

  CocoaWindow(const ObjcRuntime& runtime, const DrawingFunctions& drawing,
              const WindowOptions& options, WindowClient& client, EventLoop& loop);
  ~CocoaWindow() override;
  CocoaWindow(const CocoaWindow&) = delete;
  CocoaWindow& operator=(const CocoaWindow&) = delete;

  void set_size(PhysicalSize size) override;
  void set_scale(double scale) override;
  void set_visible(bool visible) override;
  void invalidate() override;
  void invalidate(const Rect& area) override;
  void set_cursor(Cursor cursor) override;
  void take_keyboard(bool take) override;
  void set_clipboard(std::string text) override;
  void ask_clipboard() override;
  void start_drag(const DragContent& content, const DragCode& code) override;
  [[nodiscard]] bool is_alive() const override { return true; }

  // What the view is told.
  void draw();
  void pointer(Id event, PointerEvent::Kind kind, PointerEvent::Button button);
  void scroll(Id event);
  [[nodiscard]] bool key(Id event, KeyEvent::Kind kind);
  /// A shortcut, which comes before the host's menus get it.
  [[nodiscard]] bool shortcut(Id event);
  void keyboard_changed(bool has_it);
  void reset_cursor();
  void watch_pointer();
  [[nodiscard]] bool files_above(Id dragging);
  void files_left();
  [[nodiscard]] bool files_dropped(Id dragging);
  void drag_ended(bool taken);

  // For drag_source.cpp.
  [[nodiscard]] const Messages& messages() const noexcept { return messages_; }
  [[nodiscard]] Id view() const noexcept { return view_.get(); }

 private:
  Result<void> create(Id parent);
  [[nodiscard]] Point place_of(CGPoint in_window) const;
  [[nodiscard]] std::vector<std::string> files_of(Id dragging) const;
  /// On the event loop's next turn.
  void later(std::function<void()> work);
  void run_later();

  const Messages messages_;
  const DrawingFunctions& drawing_;
  WindowOptions options_;  ///< with the size and the scale as they are now
  WindowClient& client_;
  EventLoop& loop_;
  CocoaText text_;
  std::shared_ptr<ViewLink> link_;
  Object view_;
  Object tracking_;  ///< has the pointer's moves reported
  Cursor cursor_ = Cursor::arrow;
  bool has_keyboard_ = false;
  bool left_is_right_ = false;  ///< the button went down with Control
  std::vector<std::function<void()>> waiting_;
  EventLoop::Handle timer_ = 0;
  /// Becomes false with this object: a client may end it from a callback.
  std::shared_ptr<bool> exists_ = std::make_shared<bool>(true);
};

/// The class of the views of this binary; null where it cannot be made. [main]
[[nodiscard]] Class view_class(const ObjcRuntime& runtime);

}  // namespace attacca::gui::cocoa

namespace attacca::gui {

/// What drag_code() refers to.
struct DragCode {
  /// Begins the drag that the pointer's button is held for; false where it cannot.
  bool (*start)(const cocoa::CocoaWindow& window, const DragContent& content);
};

}  // namespace attacca::gui
