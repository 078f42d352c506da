// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Buttons that do something, switches, and one of a few choices:
//
//     row(toggle(bypass_), segments(mode_), button("Panic", [this] { panic(); }))
//
// Main thread. A toggle is for parameters with two values, segments for those with a few; menu()
// (widgets/menu.hpp) is for those with many. Space or Enter press them by keyboard.

#include <functional>
#include <memory>
#include <string>

#include "attacca/widgets/param_control.hpp"

namespace attacca::widgets {

/// Something that can be pressed. All members [main].
class Button final : public Widget {
 public:
  Button(std::string text, std::function<void()> pressed)
      : text_(std::move(text)), pressed_(std::move(pressed)) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  bool takes_focus() const override { return true; }
  void hover_changed(bool /*is_hovered*/) override { invalidate(); }
  gui::Cursor cursor() const override { return gui::Cursor::hand; }
  void closing() noexcept override { down_ = false; }

 private:
  std::string text_;
  std::function<void()> pressed_;
  bool down_ = false;
};

/// A switch beside the parameter's name, or its value. All members [main].
class Toggle final : public ParamControl {
 public:
  explicit Toggle(Param& param, bool shows_value = false)
      : ParamControl(param), shows_value_(shows_value) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  gui::Cursor cursor() const override { return gui::Cursor::hand; }

 private:
  [[nodiscard]] bool is_on() const { return param().normalized() >= 0.5; }
  bool shows_value_;
};

/// A parameter's steps side by side, one of them chosen. All members [main].
class Segments final : public ParamControl {
 public:
  explicit Segments(Param& param) : ParamControl(param) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  gui::Cursor cursor() const override { return gui::Cursor::hand; }

 private:
  [[nodiscard]] int count() const;
  [[nodiscard]] int chosen() const;
};

/// UTF-8. [main]
[[nodiscard]] std::unique_ptr<Button> button(std::string text, std::function<void()> pressed);
/// A switch for `param`. [main]
[[nodiscard]] std::unique_ptr<Toggle> toggle(Param& param);
/// The steps of `param` side by side. [main]
[[nodiscard]] std::unique_ptr<Segments> segments(Param& param);

}  // namespace attacca::widgets
