// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A knob, with the parameter's name above it and its value below:
//
//     row(knob(cutoff_), knob(resonance_, {.diameter = 40}))
//
// Main thread. Dragged up and down, or around, as the user has set it in the host. The arc begins
// in the middle where the range lies on both sides of 0 alike; a second, thinner arc shows how far
// the host modulates the value.

#include <memory>

#include "attacca/widgets/param_control.hpp"

namespace attacca::widgets {

/// Logical pixels.
struct KnobOptions {
  double diameter = 52;
  bool has_caption = true;
  bool has_value = true;
};

/// A knob. All members [main].
class Knob final : public ParamControl {
 public:
  Knob(Param& param, const KnobOptions& options) : ParamControl(param), options_(options) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;

 protected:
  gui::Rect entry_area() const override;
  bool shows_bubble() const override { return !options_.has_value; }

 private:
  struct Parts {
    gui::Rect caption;
    gui::Rect dial;
    gui::Rect value;
  };
  [[nodiscard]] Parts parts() const;
  [[nodiscard]] double turned_to(gui::Point place) const;

  KnobOptions options_;
  bool turned_ = false;    ///< dragged around
  double last_angle_ = 0;  ///< normalized
  double turned_value_ = 0;
};

/// A knob for `param`. [main]
[[nodiscard]] std::unique_ptr<Knob> knob(Param& param, const KnobOptions& options = {});

}  // namespace attacca::widgets
