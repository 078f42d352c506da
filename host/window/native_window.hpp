// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "attacca/base/result.hpp"
#include "host/base/main_loop.hpp"
#include "host/plugin/plugin_editor.hpp"

namespace attacca::host {

/// While it lives, X11 errors of this process are ignored instead of ending it, as under hosts
/// whose toolkit has a handler of its own; nothing on Windows. [main]
class WindowErrorGuard {
 public:
  WindowErrorGuard();
  ~WindowErrorGuard();
  WindowErrorGuard(const WindowErrorGuard&) = delete;
  WindowErrorGuard& operator=(const WindowErrorGuard&) = delete;

 private:
  using Handler = int (*)(void* display, void* event);
  [[maybe_unused]] Handler old_ = nullptr;
};

/// A top-level window that holds a plugin's editor. All members [main].
class NativeWindow {
 public:
  /// Errors: no display ("DISPLAY is not set …"); on Windows the system's reason.
  [[nodiscard]] static Result<std::unique_ptr<NativeWindow>> create(MainLoop& loop, EditorSize size,
                                                                    const std::string& title);
  ~NativeWindow();

  /// Of the system: an X11 window's id, on Windows a HWND.
  [[nodiscard]] std::uintptr_t id() const noexcept;
  /// Embeds what a plugin has put into the window, as XEmbed has it: see x11/xembed.hpp. The loop
  /// follows later changes by itself. Windows has nothing of that kind.
  void embed_children();
  void show();
  /// A request, which window managers may ignore. Pixels from the screen's upper left corner.
  void move(int x, int y);
  /// What move() takes to bring the window back to where it is now, with its frame.
  struct Position {
    int x = 0;
    int y = 0;
    friend bool operator==(const Position&, const Position&) = default;
  };
  [[nodiscard]] Position position() const;
  void resize(EditorSize size);
  [[nodiscard]] EditorSize size() const noexcept;
  void set_resizable(bool resizable);
  /// How many windows lie directly in this one; an embedded editor is at least one.
  [[nodiscard]] std::size_t child_count() const;
  /// What the left button and the pointer do.
  enum class Pointer : std::uint8_t { press, move, release };
  /// Sends the editor what the user's pointer would at a place in this window, pixels from its
  /// upper left corner: to the deepest window there that listens, and from `press` to `release` to
  /// that one, wherever the place is. Nothing moves on the user's screen. Returns whether a window
  /// listens. Toolkits that ignore sent events, or use the input extension alone, see nothing.
  bool send_pointer(Pointer what, int x, int y);
  void on_resize(std::function<void(EditorSize)> function);
  void on_close(std::function<void()> function);

  /// Writes what the window shows, with everything embedded in it, as PNG. Errors: the window is
  /// not on the screen, or the file cannot be written.
  [[nodiscard]] Result<void> save_png(const std::filesystem::path& path);

 private:
  struct Impl;
  explicit NativeWindow(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace attacca::host
