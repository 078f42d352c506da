// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/xy_pad.hpp"

#include <algorithm>
#include <string>

#include "attacca/widgets/label.hpp"
#include "attacca/widgets/widget_tree.hpp"

namespace attacca::widgets {

namespace {

using Kind = gui::PointerEvent::Kind;
constexpr double kHandle = 8;
constexpr double kStep = 0.01;

std::string value_of(const Param& param) {
  return std::string(param.name()) + " " + param.format(param.normalized());
}

}  // namespace

LogicalSize XyPad::preferred_size(gui::Canvas& /*canvas*/) const {
  return {160, 160};
}

gui::Rect XyPad::field() const {
  return bounds().inset(kHandle + 2, kHandle + 2);
}

void XyPad::draw(gui::Canvas& canvas) {
  const gui::Rect area = bounds();
  const gui::Rect inside = field();
  canvas.fill_rounded(area, theme().corner, theme().groove);
  canvas.stroke_rounded(area, theme().corner, theme().outline, 1);
  for (int i = 1; i < 4; ++i) {
    const double x = inside.x + inside.width * i / 4;
    const double y = inside.y + inside.height * i / 4;
    canvas.fill({x - 0.5, inside.y, 1, inside.height}, theme().separator);
    canvas.fill({inside.x, y - 0.5, inside.width, 1}, theme().separator);
  }
  const gui::Point at{inside.x + inside.width * x_.normalized(),
                      inside.bottom() - inside.height * y_.normalized()};
  Color line = theme().accent;
  line.alpha = 120;
  canvas.fill({at.x - 0.5, area.y + 1, 1, area.height - 2}, line);
  canvas.fill({area.x + 1, at.y - 0.5, area.width - 2, 1}, line);
  canvas.fill_circle(at, kHandle, theme().accent);
  canvas.fill_circle(at, kHandle - 3, theme().control);
  const gui::TextStyle style{
      .size = theme().caption_size,
      .color = theme().quiet_text,
      .align = at.x < inside.center().x ? gui::TextAlign::right : gui::TextAlign::left};
  gui::Rect text = inside;
  const double height = theme().caption_size * 1.5;
  if (inside.height < 4 * height) return;
  const bool low = at.y > inside.center().y;  // where the handle is not
  gui::Rect lines = low ? text.cut_top(2 * height) : text.cut_bottom(2 * height);
  draw_line(canvas, lines.cut_top(height), value_of(x_), style);
  draw_line(canvas, lines, value_of(y_), style);
}

void XyPad::set(double x, double y) {
  wanted_ = {std::clamp(x, 0.0, 1.0), std::clamp(y, 0.0, 1.0)};
  if (gesture_x_) gesture_x_->set_normalized(wanted_.x);
  if (gesture_y_) gesture_y_->set_normalized(wanted_.y);
  invalidate();
}

void XyPad::step(double x, double y) {
  if (context() == nullptr) return;
  if (x != 0)
    ParamGesture(*context(), x_).set_normalized(std::clamp(x_.normalized() + x, 0.0, 1.0));
  if (y != 0)
    ParamGesture(*context(), y_).set_normalized(std::clamp(y_.normalized() + y, 0.0, 1.0));
  invalidate();
}

bool XyPad::pointer(const gui::PointerEvent& event) {
  const gui::Rect inside = field();
  if (!(inside.width > 0 && inside.height > 0)) return false;
  if (event.kind == Kind::press && event.button == gui::PointerEvent::Button::left) {
    if (context() == nullptr) return true;
    gesture_x_.emplace(*context(), x_);
    gesture_y_.emplace(*context(), y_);
    last_ = event.position;
    if (event.clicks >= 2) {
      set(x_.default_normalized(), y_.default_normalized());
      closing();
    } else if (event.shift || event.control) {
      wanted_ = {x_.normalized(), y_.normalized()};
    } else {
      set((event.position.x - inside.x) / inside.width,
          (inside.bottom() - event.position.y) / inside.height);
    }
    return true;
  }
  if (event.kind == Kind::move && gesture_x_) {
    const double finer = event.shift || event.control ? 0.1 : 1;
    set(wanted_.x + (event.position.x - last_.x) / inside.width * finer,
        wanted_.y - (event.position.y - last_.y) / inside.height * finer);
    last_ = event.position;
    return true;
  }
  if (event.kind == Kind::release) closing();
  return event.kind == Kind::release || event.kind == Kind::move;
}

bool XyPad::key(const gui::KeyEvent& event) {
  if (event.kind != gui::KeyEvent::Kind::press) return false;
  const double length = kStep * (event.shift || event.control ? 0.1 : 1);
  switch (event.key) {
    case gui::Key::left:
      step(-length, 0);
      return true;
    case gui::Key::right:
      step(length, 0);
      return true;
    case gui::Key::up:
      step(0, length);
      return true;
    case gui::Key::down:
      step(0, -length);
      return true;
    default:
      return false;
  }
}

std::string XyPad::tool_tip() const {
  const std::string text = Widget::tool_tip();
  return text.empty() ? value_of(x_) + "\n" + value_of(y_) : text;
}

void XyPad::param_changed(const Param& param) {
  if (&param == &x_ || &param == &y_) invalidate();
}

void XyPad::closing() noexcept {
  gesture_x_.reset();
  gesture_y_.reset();
}

std::unique_ptr<XyPad> xy_pad(Param& x, Param& y) {
  return std::make_unique<XyPad>(x, y);
}

}  // namespace attacca::widgets
