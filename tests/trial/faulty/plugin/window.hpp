// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>

#include <xcb/xcb.h>

namespace attacca::faulty {

struct WindowSize {
  std::uint32_t width = 320;
  std::uint32_t height = 200;
  friend bool operator==(const WindowSize&, const WindowSize&) = default;
};

/// An X11 window inside another one, all of it a knob without a picture. [main]
class Window {
 public:
  using Size = WindowSize;
  static constexpr Size kLeast{160, 100};
  static constexpr Size kMost{1280, 800};
  /// The nearest size that it can have.
  [[nodiscard]] static Size constrain(Size wanted) noexcept;

  Window() = default;
  ~Window() { close(); }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// False: there is no display.
  bool open(std::uintptr_t parent);
  void close();

  /// Also while it is not open. What it cannot have gives the nearest, or is refused where that is
  /// the fault.
  bool resize(Size size);
  [[nodiscard]] Size size() const noexcept { return size_; }

  /// What became readable; -1: it is not open.
  [[nodiscard]] int descriptor() const noexcept;
  struct Pointer {
    enum class Kind : std::uint8_t { press, move, release } kind{};
    int y = 0;  ///< pixels from the top
  };
  /// The next thing that the pointer did.
  [[nodiscard]] std::optional<Pointer> next_pointer();

 private:
  xcb_connection_t* connection_ = nullptr;
  xcb_window_t window_ = 0;
  Size size_;
};

}  // namespace attacca::faulty
