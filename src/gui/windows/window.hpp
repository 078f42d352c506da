// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <windows.h>

#include "attacca/gui/window.hpp"
#include "gui/pixel_region.hpp"
#include "gui/windows/clipboard.hpp"
#include "gui/windows/file_drop.hpp"
#include "gui/windows/frame_buffer.hpp"
#include "gui/windows/keyboard.hpp"
#include "gui/windows/pointer.hpp"
#include "platform/windows/window_class.hpp"

namespace attacca::gui {

/// A child window (HWND). The system calls it on the thread that made it, which is the one that
/// handles the messages of the host's windows; from there EventLoop::deliverer() leads to the
/// client. Hosts may close an editor on another thread, while this one is on its way to the client:
/// the object lives for as long as its owner or the system has it, and its owner lets it go by
/// end(). invalidate() asks for WM_PAINT, which comes when there is nothing else to do, once for
/// many calls, and not while nobody can see the window. [main]
class WindowsWindow final {
 public:
  static Result<std::unique_ptr<Window>> open(ParentWindow parent, const WindowOptions& options,
                                              WindowClient& client, EventLoop& loop);

  WindowsWindow(const std::shared_ptr<DrawingSystem>& system,
                std::shared_ptr<core::WindowClass> kind, const WindowOptions& options,
                WindowClient& client, EventLoop& loop);
  WindowsWindow(const WindowsWindow&) = delete;
  WindowsWindow& operator=(const WindowsWindow&) = delete;

  /// The client hears nothing afterwards. The native window goes now, or on another thread than its
  /// own when that comes to it. [main]
  void end() noexcept;

  // As Window has them.
  void set_size(PhysicalSize size);
  void set_scale(double scale);
  void set_visible(bool visible);
  void invalidate();
  void invalidate(const Rect& area);
  void set_cursor(Cursor cursor);
  void take_keyboard(bool take);
  void set_clipboard(std::string text);
  void ask_clipboard();
  void start_drag(const DragContent& content, const DragCode& code);
  [[nodiscard]] bool is_alive() const { return window_ != nullptr; }

  /// The system's call of every window of this class. [main]
  static LRESULT CALLBACK receive(HWND window, UINT message, WPARAM first, LPARAM second);

 private:
  /// What is asked for inside a call of the client's comes to it later, by messages of our own.
  enum Posted : UINT { focus_changed = WM_APP, paste, begin_drag, look_at_scale, destroy };
  struct Drag {
    DragContent content;
    const DragCode* code;
  };

  /// The nearest size that a window may have.
  [[nodiscard]] static PhysicalSize possible(PhysicalSize size);
  Result<void> create(HWND parent);
  void take_files();
  /// Whether this thread is the native window's.
  [[nodiscard]] bool is_here() const noexcept;
  /// Nullopt: the system does what it does by default.
  std::optional<LRESULT> handle(UINT message, WPARAM first, LPARAM second);
  std::optional<LRESULT> handle_posted(UINT message, WPARAM first);
  std::optional<LRESULT> handle_pointer(UINT message, WPARAM first, LPARAM second);
  std::optional<LRESULT> handle_key(UINT message, WPARAM first, LPARAM second);
  /// Calls the client by the loop; false if the window is gone afterwards.
  template <typename Call>
  bool tell(Call&& call) {
    deliver_([&] {
      // Another thread may have been inside, and have ended this meanwhile.
      if (window_ != nullptr) call();
    });
    return window_ != nullptr;
  }
  void post(Posted what, WPARAM value = 0) const;
  void paint();
  void show_cursor() const;
  void press(PointerEvent event, WPARAM buttons);
  void release(PointerEvent event, WPARAM buttons);
  void lose_capture();
  void resized(PhysicalSize size);
  void run_drag();
  bool end_drags(std::size_t count);
  void lose();

  FrameBuffer frame_;
  std::shared_ptr<core::WindowClass> class_;
  WindowClient& client_;
  const EventLoop::Deliver deliver_;
  const WindowOptions options_;
  /// Null when the native window is lost, or the owner has let it go.
  std::atomic<HWND> window_{nullptr};
  std::shared_ptr<WindowsWindow> of_native_;  ///< itself, while there is a native window
  std::atomic<PhysicalSize> size_;
  std::atomic<double> scale_;
  PixelRegion invalid_;  ///< what of the next frame must be drawn again
  std::atomic<Cursor> cursor_{Cursor::arrow};
  ClickCounter clicks_;
  Keyboard keyboard_;
  bool has_keyboard_ = false;         ///< as the client knows
  HWND keyboard_before_ = nullptr;    ///< who had it
  std::optional<PointerEvent> held_;  ///< the newest press, until all buttons are up
  std::atomic<bool> inside_{false};   ///< the pointer is above the window
  PointerEvent last_;                 ///< where the pointer was
  ComRef<FileDrop> files_;            ///< none for windows that take none
  std::vector<Drag> drags_;           ///< that have not begun; inside the client's calls alone
  bool dragging_ = false;             ///< one has begun, and is not over
};

}  // namespace attacca::gui
