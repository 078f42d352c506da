// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A curve through points that the user adds, moves, bends and takes away, kept in a field:
//
//     attacca::Field<attacca::BreakpointCurve> shape_{fields(), {.id = "shape"}};
//     editor(sizes, panel("Shape", stretched(curve_editor(shape_))));
//
// Main thread. By the pointer: a double click adds a point, or takes the one below away; points are
// dragged, and the small handles between them bend the way from one to the next. By the keyboard:
// Page Up and Page Down choose a point, arrows move it, + and - bend what follows it, 0 makes that
// straight, Insert adds a point behind it, Delete takes it away. Shift or Control make drags and
// keys ten times as fine.
//
// What is done from press to release, or by one key, is one gesture and one step: Control+Z takes
// it back, Control+Shift+Z or Control+Y does it again. When the field gets another value from
// elsewhere (a preset), a gesture ends and the steps are forgotten.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attacca/breakpoint_curve.hpp"
#include "attacca/state/field.hpp"
#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// What a curve's editor shows and changes, where it is not simply a field.
struct CurveOptions {
  std::function<BreakpointCurve()> read;  ///< the newest [main]
  std::function<void(const BreakpointCurve&)>
      write;                         ///< again and again while a point is dragged [main]
  std::function<void()> begin = {};  ///< a gesture begins, before its first write [main]
  std::function<void()> end = {};    ///< and has ended [main]
  const AnyField* field = nullptr;   ///< whose changes are shown
  std::function<std::string(double, double)> text = {};  ///< of a place, 0..1 each; UTF-8 [main]
};

/// An editor of a curve. All members [main].
class CurveEditor final : public Widget {
 public:
  explicit CurveEditor(CurveOptions options);
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  bool takes_focus() const override { return true; }
  void hover_changed(bool is_hovered) override;
  void field_changed(const AnyField& field) override;
  void opened() override;
  void closing() noexcept override;

  /// As it is shown now.
  [[nodiscard]] const BreakpointCurve& curve() const noexcept { return curve_; }
  /// The point that keys are for.
  [[nodiscard]] std::size_t chosen() const noexcept { return chosen_; }

 private:
  enum class Part : std::uint8_t { none, point, bend };
  struct Handle {
    Part part = Part::none;
    std::size_t index = 0;
    bool operator==(const Handle&) const = default;
  };

  [[nodiscard]] gui::Rect field() const;
  [[nodiscard]] gui::Point place_of(double x, double y) const;
  [[nodiscard]] gui::Point place_of(const Handle& handle) const;
  [[nodiscard]] Handle handle_at(gui::Point place) const;
  void draw_line(gui::Canvas& canvas, const gui::Rect& area) const;
  bool press(const gui::PointerEvent& event);
  void double_click(const gui::PointerEvent& event);
  void drag(const gui::PointerEvent& event);
  bool typed(const gui::KeyEvent& event);
  bool step(bool back);
  void begin();
  void end();
  void change(BreakpointCurve curve);
  void choose(std::size_t index);
  void show_value();
  void read_again();
  template <typename Change>
  bool gesture(Change&& change);

  CurveOptions options_;
  BreakpointCurve curve_;
  BreakpointCurve kept_;  ///< what came of writing it, as it is read: it may be rounded
  bool writes_ = false;
  std::size_t chosen_ = 0;
  Handle hovered_;
  Handle dragged_;
  gui::Point last_;
  gui::Point wanted_;
  std::optional<BreakpointCurve> before_;  ///< while a gesture lasts
  std::vector<BreakpointCurve> undo_;
  std::vector<BreakpointCurve> redo_;
};

/// An editor of the curve in a field, which outlives it. [main]
[[nodiscard]] std::unique_ptr<CurveEditor> curve_editor(Field<BreakpointCurve>& field);
/// The same for a curve that lies elsewhere. [main]
[[nodiscard]] std::unique_ptr<CurveEditor> curve_editor(CurveOptions options);

}  // namespace attacca::widgets
