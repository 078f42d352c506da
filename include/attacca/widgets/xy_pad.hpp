// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Two parameters at once, by a place in a field:
//
//     stretched(xy_pad(cutoff_, resonance_))
//
// Main thread. The handle goes to where the field is pressed; with Shift or Control it moves a
// tenth as far as the pointer. The host gets a gesture for each of the two parameters.

#include <memory>
#include <optional>

#include "attacca/gui/param_gesture.hpp"
#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// A field for two parameters: one to the right, one upwards. All members [main].
class XyPad final : public Widget {
 public:
  XyPad(Param& x, Param& y) : x_(x), y_(y) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  bool takes_focus() const override { return true; }
  gui::Cursor cursor() const override { return gui::Cursor::cross; }
  std::string tool_tip() const override;
  void param_changed(const Param& param) override;
  void closing() noexcept override;

 private:
  [[nodiscard]] gui::Rect field() const;
  void set(double x, double y);
  void step(double x, double y);

  Param& x_;
  Param& y_;
  std::optional<ParamGesture> gesture_x_;
  std::optional<ParamGesture> gesture_y_;
  gui::Point last_;
  gui::Point wanted_;  ///< normalized
};

/// A field for two parameters. [main]
[[nodiscard]] std::unique_ptr<XyPad> xy_pad(Param& x, Param& y);

}  // namespace attacca::widgets
