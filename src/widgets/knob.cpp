// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/knob.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "attacca/widgets/label.hpp"
#include "attacca/widgets/widget_tree.hpp"

namespace attacca::widgets {

namespace {

constexpr double kStart = 0.75 * std::numbers::pi;  ///< half past seven
constexpr double kSweep = 1.5 * std::numbers::pi;
constexpr double kMargin = 4;  ///< for the ring of the focus

double angle_of(double normalized) {
  return kStart + kSweep * normalized;
}

void stroke_arc(gui::Canvas& canvas, gui::Point center, double radius, double from, double to,
                Color color, double thickness) {
  if (std::abs(to - from) < 1e-4) return;
  gui::Path arc;
  arc.arc(center, radius, angle_of(from), angle_of(to));
  canvas.stroke_path(arc, color, {.thickness = thickness, .cap = gui::Stroke::Cap::round});
}

}  // namespace

LogicalSize Knob::preferred_size(gui::Canvas& canvas) const {
  LogicalSize size{options_.diameter, options_.diameter};
  const gui::TextStyle style{.size = theme().caption_size};
  if (options_.has_caption) {
    size.width = std::max(size.width, canvas.measure_text(caption(), style).size.width);
    size.height += theme().caption_size * 1.5;
  }
  if (options_.has_value) {
    for (const double value : {0.0, 1.0}) {
      const auto text = param().format(value);
      size.width = std::max(size.width, canvas.measure_text(text, style).size.width);
    }
    size.height += theme().caption_size * 1.5;
  }
  return {std::ceil(size.width) + 2 * kMargin + 4, std::ceil(size.height) + 2 * kMargin};
}

Knob::Parts Knob::parts() const {
  gui::Rect area = bounds().inset(kMargin, kMargin);
  const double line = theme().caption_size * 1.5;
  Parts parts;
  if (options_.has_caption) parts.caption = area.cut_top(line);
  if (options_.has_value) parts.value = area.cut_bottom(line);
  const double side = std::min({area.width, area.height, options_.diameter});
  const gui::Point center = area.center();
  parts.dial = {center.x - side / 2, center.y - side / 2, side, side};
  return parts;
}

gui::Rect Knob::entry_area() const {
  return options_.has_value ? parts().value : bounds();
}

void Knob::draw(gui::Canvas& canvas) {
  const Parts all = parts();
  const gui::TextStyle style{.size = theme().caption_size, .align = gui::TextAlign::center};
  if (options_.has_caption) {
    gui::TextStyle quiet = style;
    quiet.color = theme().quiet_text;
    draw_line(canvas, all.caption, caption(), quiet);
  }
  if (options_.has_value) {
    gui::TextStyle strong = style;
    strong.color = theme().text;
    draw_line(canvas, all.value, value_text(), strong);
  }
  const double size = all.dial.width;
  if (size < 8) return;
  const gui::Point center = all.dial.center();
  const double thickness = std::max(size * 0.075, 3.0);
  const double radius = size / 2 - thickness / 2;
  const double value = param().normalized();
  stroke_arc(canvas, center, radius, 0, 1, theme().track, thickness);
  stroke_arc(canvas, center, radius, middle().value_or(0), value, theme().accent, thickness);

  const double body = radius - thickness * 1.1;
  canvas.fill_circle(center, body, is_hovered() || is_dragged() ? theme().raised : theme().control);
  canvas.stroke_rounded({center.x - body, center.y - body, 2 * body, 2 * body}, body,
                        theme().outline, 1);
  const double modulated = param().modulated_normalized();
  if (param().modulation() != Modulation::none && modulated != value) {
    stroke_arc(canvas, center, body - 3, value, modulated, theme().modulation, 2);
  }
  const double angle = angle_of(value);
  const gui::Point out{std::cos(angle), std::sin(angle)};
  gui::Path hand;
  hand.move_to({center.x + out.x * body * 0.35, center.y + out.y * body * 0.35});
  hand.line_to({center.x + out.x * (body - 3.5), center.y + out.y * (body - 3.5)});
  canvas.stroke_path(hand, theme().text,
                     {.thickness = std::max(size * 0.045, 2.0), .cap = gui::Stroke::Cap::round});
  draw_indication(canvas, bounds());
}

double Knob::turned_to(gui::Point place) const {
  const gui::Point center = parts().dial.center();
  double angle = std::atan2(place.y - center.y, place.x - center.x) - kStart;
  while (angle < 0) angle += 2 * std::numbers::pi;
  if (angle <= kSweep) return angle / kSweep;
  return angle < kSweep + (2 * std::numbers::pi - kSweep) / 2 ? 1 : 0;
}

bool Knob::pointer(const gui::PointerEvent& event) {
  using Kind = gui::PointerEvent::Kind;
  const KnobMode mode = context() != nullptr ? context()->knob_mode() : KnobMode::linear;
  if (event.kind == Kind::move && turned_ && is_dragged()) {
    const double angle = turned_to(event.position);
    const double by = angle - std::exchange(last_angle_, angle);
    // The pointer went across the gap at the bottom: no jump from one end to the other.
    if (std::abs(by) > 0.5) return true;
    const double finer = event.shift || event.control ? 0.1 : 1;
    turned_value_ = std::clamp(turned_value_ + by * finer, 0.0, 1.0);
    set_value(turned_value_);
    return true;
  }
  const bool handled = ParamControl::pointer(event);
  if (event.kind == Kind::press) {
    turned_ = is_dragged() && mode != KnobMode::linear;
    last_angle_ = turned_to(event.position);
    if (turned_ && mode == KnobMode::circular) set_value(last_angle_);
    turned_value_ = param().normalized();
  }
  return handled;
}

std::unique_ptr<Knob> knob(Param& param, const KnobOptions& options) {
  return std::make_unique<Knob>(param, options);
}

}  // namespace attacca::widgets
