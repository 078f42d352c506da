// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A native window inside one of the host's, for editors that do not derive from CanvasEditor:
//
//     auto window = attacca::gui::open_window(parent, {.size = {600, 450}}, client, loop);
//     if (!window) return tl::unexpected(window.error());
//     (*window)->invalidate();
//
// Main thread. Opening a window waits for the display server, as display_scale() does; an open
// window waits only for what is pasted into it, dropped on it and dragged out of it, and for what
// is on the keys when that changes. The client's draw() comes when the window is visible and
// invalid. A window whose native side is gone says so once and ignores all else.

#if defined(ATTACCA_PLUGIN_WITHOUT_EDITOR)
#error "a plugin that draws needs EDITOR in its attacca_add_plugin(), in CMakeLists.txt"
#endif

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "attacca/gui/canvas.hpp"
#include "attacca/gui/cursor.hpp"
#include "attacca/gui/drag_content.hpp"
#include "attacca/gui/editor.hpp"
#include "attacca/gui/event_loop.hpp"
#include "attacca/gui/geometry.hpp"
#include "attacca/gui/key_event.hpp"
#include "attacca/gui/pointer_event.hpp"

namespace attacca::gui {

/// What a window reports to its owner. All members [main], from the event loop, never from inside a
/// call to the window. All but draw() may end the window.
class WindowClient {
 public:
  /// Draw everything, of which canvas.visible_area() is to be seen. Called when the window is on
  /// screen and invalid, once for each separate area however often invalidate() was called; what is
  /// uncovered again is copied from the last frame.
  virtual void draw(Canvas& canvas, LogicalSize size) = 0;

  /// Of moves that came in a row since the last turn of the event loop, the newest only; presses,
  /// releases and scrolls all, in order and where they happened.
  virtual void pointer(const PointerEvent& /*event*/) {}

  /// A key, while the window has the keyboard. False: it means nothing here, and the host shall
  /// have it.
  virtual bool key(const KeyEvent& /*event*/) { return false; }

  /// The window has got the keyboard, or it has gone elsewhere.
  virtual void keyboard_changed(bool /*has_it*/) {}

  /// What Window::ask_clipboard() asked for. UTF-8, as another program has it: at most 16 MB, and
  /// maybe not well formed.
  virtual void pasted(std::string_view /*text*/) {}

  /// Files are dragged above the window, at `place` in logical pixels: whether they may be dropped
  /// there. Asked as they move; for windows with WindowOptions::files.
  virtual bool takes_files_at(Point /*place*/) { return false; }
  /// They are elsewhere now, or what was dropped were no files of this machine, or their program
  /// has ended or is late: the user presses a button, and it has not said yet that they were
  /// dropped.
  virtual void files_left() {}
  /// They were dropped, at a place that takes them: one or more paths, absolute, as another program
  /// names them. Nobody says that there are such files.
  virtual void files_dropped(Point /*place*/, const std::vector<std::string>& /*files*/) {}

  /// What Window::start_drag() began is over: whether another window has taken it. Once for each
  /// of them, in their order, but for those that end with the Window object.
  virtual void drag_ended(bool /*taken*/) {}

  /// The window is on a monitor of another scale than the one that it was given: for clients whose
  /// host says none.
  virtual void scale_changed(double /*scale*/) {}

  /// Somebody other than Window::set_size() has resized the window.
  virtual void resized(PhysicalSize /*size*/) {}

  /// The native window is gone: the host destroyed its parent, or the display went away. The
  /// Window object stays valid and ignores everything.
  virtual void lost() {}

 protected:
  ~WindowClient() = default;
};

struct WindowOptions {
  PhysicalSize size;
  double scale = 1;       ///< physical pixels per logical one
  bool pointer = false;   ///< deliver pointer events; otherwise the host's window gets them
  bool keyboard = false;  ///< deliver keys, while the window has the keyboard
  bool files = false;     ///< take files that are dropped; otherwise the host's window may
};

/// How a backend drags things out of its windows.
struct DragCode;
[[nodiscard]] const DragCode& drag_code() noexcept;  ///< Of the backend that is linked. [any]

/// A native window inside one of the host's. The destructor removes it. All members [main]; none
/// fails: a window whose native side is lost ignores them. None waits for the display server but
/// start_drag() and, while something is dragged, the destructor.
class Window {
 public:
  virtual ~Window() = default;

  virtual void set_size(PhysicalSize size) = 0;
  virtual void set_scale(double scale) = 0;
  virtual void set_visible(bool visible) = 0;

  /// Asks for a new frame. Cheap; any number of calls before the next frame count as one.
  virtual void invalidate() = 0;

  /// The same for a part of the window, in logical pixels: only that is drawn and shown again.
  virtual void invalidate(const Rect& area) = 0;

  virtual void set_cursor(Cursor cursor) = 0;

  /// The keyboard comes here, or goes back to who had it. For windows with WindowOptions::keyboard;
  /// while it is elsewhere, the Tab key alone is delivered, above the window.
  virtual void take_keyboard(bool take) = 0;

  /// UTF-8 for other programs to paste, at most 16 MB (more is not copied), until somebody else
  /// copies or the window is gone. For windows with WindowOptions::keyboard, as the next one.
  virtual void set_clipboard(std::string text) = 0;
  /// WindowClient::pasted() follows where there is a text of at most 16 MB.
  virtual void ask_clipboard() = 0;

  /// Files or a text are dragged out of the window: while a button is held above it, from inside
  /// pointer(). The pointer's events are the drag's then until that button is released;
  /// WindowClient::drag_ended() follows: when who it was dropped on has said whether it has it, or
  /// has ended, or has said nothing for half a minute, or when another drag begins. `code` is
  /// drag_code(): who never asks for it is linked without. Where a backend cannot do it, nothing
  /// happens. For windows with WindowOptions::pointer.
  virtual void start_drag(const DragContent& /*content*/, const DragCode& /*code*/) {}

  /// False after WindowClient::lost().
  [[nodiscard]] virtual bool is_alive() const = 0;
};

/// What a scale may be.
inline constexpr double kSmallestScale = 0.25;
inline constexpr double kLargestScale = 8;

/// The scale that the user has set for the desktop, for hosts that say none: X11's resource Xft.dpi
/// by 96, Windows's dots per inch by 96. 1 where there is no display, or it says nothing. Asks the
/// display server, and waits for it. [main]
[[nodiscard]] double display_scale();

/// Creates a window in `parent` and shows it. `client` and `loop` must outlive it. Which backend
/// does it is decided in src/gui/CMakeLists.txt alone. An error (no display, no such parent, no
/// backend for this platform) leaves nothing behind. Waits for the display server. [main]
[[nodiscard]] Result<std::unique_ptr<Window>> open_window(ParentWindow parent,
                                                          const WindowOptions& options,
                                                          WindowClient& client, EventLoop& loop);

}  // namespace attacca::gui
