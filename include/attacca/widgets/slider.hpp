// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A slider, lying or standing:
//
//     column(slider(mix_), slider(drive_, {.has_caption = false}))
//     row(fader(left_), fader(right_))
//
// Main thread. The thumb follows the pointer from where it is: a press alone changes nothing.

#include <memory>

#include "attacca/widgets/param_control.hpp"

namespace attacca::widgets {

/// Of a slider.
struct SliderOptions {
  bool stands = false;
  bool has_caption = true;
  bool has_value = true;
  bool is_flat = false;  ///< a lying one's value is beside it, not above
};

/// A slider. All members [main].
class Slider final : public ParamControl {
 public:
  Slider(Param& param, const SliderOptions& options) : ParamControl(param), options_(options) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;

 protected:
  double drag_distance(double right, double down) const override;
  gui::Rect entry_area() const override;
  bool shows_bubble() const override { return !options_.has_value; }

 private:
  struct Parts {
    gui::Rect caption;
    gui::Rect track;  ///< all that the thumb may cover
    gui::Rect value;
  };
  [[nodiscard]] Parts parts() const;
  [[nodiscard]] double length() const;
  [[nodiscard]] gui::Point place_of(double normalized) const;
  [[nodiscard]] gui::Rect bar(double from, double to, double thickness) const;

  SliderOptions options_;
};

/// A lying slider for `param`. [main]
[[nodiscard]] std::unique_ptr<Slider> slider(Param& param, const SliderOptions& options = {});
/// A standing one. [main]
[[nodiscard]] std::unique_ptr<Slider> fader(Param& param);

}  // namespace attacca::widgets
