// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>

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
/// handles the messages of the host's windows; from there EventLoop::deliver() leads to the client.
/// invalidate() asks for WM_PAINT, which comes when there is nothing else to do, once for many
/// calls, and not while nobody can see the window. [main]
class WindowsWindow final : public Window {
 public:
  static Result<std::unique_ptr<Window>> open(ParentWindow parent, const WindowOptions& options,
                                              WindowClient& client, EventLoop& loop);

  WindowsWindow(const std::shared_ptr<DrawingSystem>& system,
                std::shared_ptr<core::WindowClass> kind, const WindowOptions& options,
                WindowClient& client, EventLoop& loop);
  ~WindowsWindow() override;
  WindowsWindow(const WindowsWindow&) = delete;
  WindowsWindow& operator=(const WindowsWindow&) = delete;

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
  [[nodiscard]] bool is_alive() const override { return window_ != nullptr; }

  /// The system's call of every window of this class. [main]
  static LRESULT CALLBACK receive(HWND window, UINT message, WPARAM first, LPARAM second);

 private:
  /// What is asked for inside a call of the client's comes to it later, by messages of our own.
  enum Posted : UINT { focus_changed = WM_APP, paste, begin_drag, look_at_scale };

  Result<void> create(HWND parent);
  /// Nullopt: the system does what it does by default.
  std::optional<LRESULT> handle(UINT message, WPARAM first, LPARAM second);
  std::optional<LRESULT> handle_posted(UINT message, WPARAM first);
  std::optional<LRESULT> handle_pointer(UINT message, WPARAM first, LPARAM second);
  std::optional<LRESULT> handle_key(UINT message, WPARAM first, LPARAM second);
  /// Calls the client by the loop; false if the window is gone afterwards.
  template <typename Call>
  bool tell(Call&& call);
  void post(Posted what, WPARAM value = 0) const;
  void paint();
  void press(PointerEvent event, WPARAM buttons);
  void release(PointerEvent event, WPARAM buttons);
  void lose_capture();
  void resized(PhysicalSize size);
  void run_drag();
  void lose();
  void disconnect() noexcept;

  FrameBuffer frame_;
  std::shared_ptr<core::WindowClass> class_;
  WindowClient& client_;
  EventLoop& loop_;
  const WindowOptions options_;
  HWND window_ = nullptr;  ///< null when the native window is lost
  PhysicalSize size_;
  double scale_;
  PixelRegion invalid_;  ///< what of the next frame must be drawn again
  Cursor cursor_ = Cursor::arrow;
  ClickCounter clicks_;
  Keyboard keyboard_;
  bool has_keyboard_ = false;         ///< as the client knows
  HWND keyboard_before_ = nullptr;    ///< who had it
  std::optional<PointerEvent> held_;  ///< the newest press, until all buttons are up
  bool inside_ = false;               ///< the pointer is above the window
  PointerEvent last_;                 ///< where the pointer was
  ComRef<FileDrop> files_;            ///< none for windows that take none
  std::optional<DragContent> drag_;   ///< to begin
  const DragCode* drag_code_ = nullptr;
  /// Becomes false with this object: a client may end it from a callback.
  std::shared_ptr<bool> exists_ = std::make_shared<bool>(true);
};

}  // namespace attacca::gui
