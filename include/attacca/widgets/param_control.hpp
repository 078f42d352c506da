// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What all controls of a parameter have in common; knobs, sliders and the rest derive from it, and
// so does a control of one's own, which has to draw itself and say how far a drag goes:
//
//     class Dial final : public attacca::widgets::ParamControl {
//      public:
//       using ParamControl::ParamControl;
//       void draw(gui::Canvas& canvas) override { draw_dial(canvas, param().normalized()); }
//     };
//
// Main thread. The host gets one gesture for a drag, one for turns of the wheel and presses of keys
// that follow each other at once, and one for a typed value. Shift or Control make all of them ten
// times as fine; a double click, Delete and Backspace set the default; Enter or a digit begin to
// type a value; the right button and the menu key open the host's menu for the parameter.

#include <cstdint>
#include <optional>
#include <string>

#include "attacca/gui/param_gesture.hpp"
#include "attacca/params/param.hpp"
#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Of all controls of one parameter. The parameter must outlive it, as members of the plugin do.
/// All members [main].
class ParamControl : public Widget {
 public:
  explicit ParamControl(Param& param) : param_(param) {}
  ~ParamControl() override;

  [[nodiscard]] Param& param() const noexcept { return param_; }
  /// Instead of the parameter's name; UTF-8.
  void set_caption(std::string text);
  [[nodiscard]] std::string caption() const;
  /// The value as text, with the unit.
  [[nodiscard]] std::string value_text() const;

  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  bool takes_focus() const override { return !param_.flags().read_only; }
  std::string tool_tip() const override;
  void hover_changed(bool /*is_hovered*/) override { invalidate(); }
  void param_changed(const Param& param) override;
  void indication_changed(const Param& param) override;
  bool wants_frames() const override { return param_.modulation() != Modulation::none; }
  void frame() override;
  void closing() noexcept override;

 protected:
  /// How far a drag by so many logical pixels to the right and downwards goes, in normalized
  /// values. By itself: 200 upwards or to the right is all.
  [[nodiscard]] virtual double drag_distance(double right, double down) const;
  /// A press with the left button at a place; the gesture has begun.
  virtual void pressed(gui::Point /*place*/) {}
  /// Where the value is typed, and what menus lie beside.
  [[nodiscard]] virtual gui::Rect entry_area() const { return bounds(); }
  /// Whether the value is shown above all else while it is dragged.
  [[nodiscard]] virtual bool shows_bubble() const { return false; }

  /// Sets the value: in the gesture that runs, or in one of its own. Normalized; stepped ones snap.
  void set_value(double normalized);
  /// `steps` single steps up; finer ones where that is asked for. Part of a gesture that ends by
  /// itself when no more follow.
  void nudge(double steps, bool fine);
  void reset_to_default();
  /// Begins to type a value, with `first` typed already.
  void open_entry(const std::string& first = {});
  /// The host's menu, or ours with the host's entries.
  void open_menu(gui::Point place);

  /// The colour of what the host does with the parameter, or nullopt: nothing to be shown.
  [[nodiscard]] std::optional<Color> automation_color() const;
  /// Draws what the host does with the parameter: a dot in the upper right corner of `area`.
  void draw_indication(gui::Canvas& canvas, const gui::Rect& area) const;
  [[nodiscard]] bool is_dragged() const noexcept { return dragged_; }
  /// Between the ends of a range that lies on both sides of 0 alike, else nothing: values are drawn
  /// from there.
  [[nodiscard]] std::optional<double> middle() const;
  /// How wide the widest of the values is as text, of `steps` steps from the first to the last; 0
  /// without steps. Measured once for a size of text and a scale.
  [[nodiscard]] double widest_value(gui::Canvas& canvas, std::uint32_t steps) const;

 private:
  bool begin_gesture();
  void end_gesture() noexcept;
  void end_soon();
  void drag_to(const gui::PointerEvent& event);
  void show_bubble_now();

  Param& param_;
  std::string caption_;
  std::optional<ParamGesture> gesture_;
  EventLoop::Handle quiet_ = 0;  ///< ends the gesture of wheel and keys
  bool dragged_ = false;
  double wanted_ = 0;  ///< where the drag is, between steps too
  gui::Point last_;
  double shown_modulation_ = 0;
  struct Widest {
    double text_size = 0;
    double scale = 0;
    double width = 0;
  };
  mutable Widest widest_;
};

}  // namespace attacca::widgets
