// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/envelope.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "attacca/widgets/widget_tree.hpp"

namespace attacca::widgets {

namespace {

using Kind = gui::PointerEvent::Kind;

constexpr double kHandle = 6;
constexpr double kReach = 14;   ///< of a press, logical pixels
constexpr double kHold = 0.16;  ///< of the width, for how long the sustain is drawn
constexpr double kStep = 0.01;

std::string text_of(const Param& param) {
  return std::string(param.name()) + " " + param.format(param.normalized());
}

}  // namespace

LogicalSize Envelope::preferred_size(gui::Canvas& /*canvas*/) const {
  return {280, 120};
}

Envelope::Shape Envelope::shape() const {
  Shape shape;
  shape.area = bounds().inset(kHandle + 4, kHandle + 4);
  const gui::Rect& area = shape.area;
  const double part = area.width * (1 - kHold) / 3;
  const double level = area.bottom() - area.height * params_.sustain.normalized();
  shape.peak = {area.x + part * params_.attack.normalized(), area.y};
  shape.sustain = {shape.peak.x + part * params_.decay.normalized(), level};
  shape.hold = {shape.sustain.x + area.width * kHold, level};
  shape.end = {shape.hold.x + part * params_.release.normalized(), area.bottom()};
  return shape;
}

void Envelope::draw(gui::Canvas& canvas) {
  canvas.fill_rounded(bounds(), theme().corner, theme().groove);
  canvas.stroke_rounded(bounds(), theme().corner, theme().outline, 1);
  const Shape all = shape();
  if (!(all.area.width > 0 && all.area.height > 0)) return;
  // Decays fall as they sound: quickly at first.
  const auto falls = [](gui::Path& path, gui::Point from, gui::Point to) {
    path.curve_to({from.x + (to.x - from.x) * 0.25, from.y + (to.y - from.y) * 0.7},
                  {from.x + (to.x - from.x) * 0.6, to.y}, to);
  };
  gui::Path line;
  line.move_to({all.area.x, all.area.bottom()}).line_to(all.peak);
  falls(line, all.peak, all.sustain);
  line.line_to(all.hold);
  falls(line, all.hold, all.end);
  gui::Path below = line;
  below.line_to({all.area.x, all.area.bottom()}).close();
  Color faint = theme().accent;
  faint.alpha = 50;
  canvas.fill_path(below, faint);
  canvas.stroke_path(line, theme().accent, {.thickness = 2, .cap = gui::Stroke::Cap::round});
  const auto handle = [&](gui::Point at, Corner corner) {
    const bool is_picked = corner == hovered_ || (has_focus() && corner == chosen_);
    canvas.fill_circle(at, kHandle, theme().accent);
    canvas.fill_circle(at, kHandle - 2.5, is_picked ? theme().text : theme().control);
  };
  handle(all.peak, Corner::attack);
  handle(all.sustain, Corner::sustain);
  handle(all.end, Corner::release);
}

Envelope::Corner Envelope::corner_at(gui::Point place) const {
  const Shape all = shape();
  const auto distance = [&](gui::Point at) { return std::hypot(at.x - place.x, at.y - place.y); };
  Corner nearest = Corner::none;
  double least = kReach;
  const auto consider = [&](gui::Point at, Corner corner) {
    if (distance(at) > least) return;
    least = distance(at);
    nearest = corner;
  };
  consider(all.peak, Corner::attack);
  consider(all.sustain, Corner::sustain);
  consider(all.end, Corner::release);
  return nearest;
}

/// What a corner sets by going to the right; sustain goes up besides.
Param& Envelope::across(Corner corner) const {
  return corner == Corner::attack    ? params_.attack
         : corner == Corner::sustain ? params_.decay
                                     : params_.release;
}

void Envelope::grab(Corner corner, const gui::PointerEvent& event) {
  if (context() == nullptr) return;
  chosen_ = corner;
  dragged_ = true;
  last_ = event.position;
  Param& param = across(corner);
  across_.emplace(*context(), param);
  wanted_ = {param.normalized(), params_.sustain.normalized()};
  if (corner == Corner::sustain) up_.emplace(*context(), params_.sustain);
  if (event.clicks < 2) return;
  across_->set_normalized(param.default_normalized());
  if (up_) up_->set_normalized(params_.sustain.default_normalized());
  closing();
}

void Envelope::drag(const gui::PointerEvent& event) {
  const gui::Rect area = shape().area;
  const double finer = event.shift || event.control ? 0.1 : 1;
  const double width = std::max(area.width * (1 - kHold) / 3, 1.0);
  wanted_.x = std::clamp(wanted_.x + (event.position.x - last_.x) / width * finer, 0.0, 1.0);
  wanted_.y = std::clamp(
      wanted_.y - (event.position.y - last_.y) / std::max(area.height, 1.0) * finer, 0.0, 1.0);
  last_ = event.position;
  across_->set_normalized(wanted_.x);
  if (!dragged_) return;  // whoever heard of it has ended the gesture
  std::string text = text_of(across(chosen_));
  if (up_) {
    up_->set_normalized(wanted_.y);
    if (!dragged_) return;
    text += "\n" + text_of(params_.sustain);
  }
  tree()->show_bubble(std::move(text), bounds());
  invalidate();
}

bool Envelope::pointer(const gui::PointerEvent& event) {
  switch (event.kind) {
    case Kind::press: {
      if (event.button != gui::PointerEvent::Button::left) return false;
      const Corner corner = corner_at(event.position);
      if (corner == Corner::none) return true;
      grab(corner, event);
      invalidate();
      return true;
    }
    case Kind::move: {
      if (dragged_ && across_) {
        drag(event);
        return true;
      }
      const Corner corner = corner_at(event.position);
      if (std::exchange(hovered_, corner) != corner) invalidate();
      return true;
    }
    case Kind::release:
      if (dragged_) tree()->show_bubble({}, {});
      closing();
      return true;
    default:
      return false;
  }
}

void Envelope::nudge(double right, double up) {
  if (context() == nullptr) return;
  const auto move = [&](Param& param, double by) {
    if (by == 0) return;
    ParamGesture(*context(), param).set_normalized(std::clamp(param.normalized() + by, 0.0, 1.0));
  };
  move(across(chosen_), right);
  if (chosen_ == Corner::sustain) move(params_.sustain, up);
  invalidate();
}

bool Envelope::key(const gui::KeyEvent& event) {
  if (event.kind != gui::KeyEvent::Kind::press) return false;
  const double step = kStep * (event.shift || event.control ? 0.1 : 1);
  switch (event.key) {
    case gui::Key::left:
      nudge(-step, 0);
      return true;
    case gui::Key::right:
      nudge(step, 0);
      return true;
    case gui::Key::up:
      nudge(0, step);
      return true;
    case gui::Key::down:
      nudge(0, -step);
      return true;
    case gui::Key::page_down:
    case gui::Key::page_up: {
      const int by = event.key == gui::Key::page_down ? 1 : 2;
      chosen_ = static_cast<Corner>((static_cast<int>(chosen_) + by) % 3);
      invalidate();
      return true;
    }
    default:
      return false;
  }
}

std::string Envelope::tool_tip() const {
  std::string text = Widget::tool_tip();
  if (!text.empty()) return text;
  return text_of(params_.attack) + "\n" + text_of(params_.decay) + "\n" + text_of(params_.sustain) +
         "\n" + text_of(params_.release);
}

void Envelope::hover_changed(bool is_hovered) {
  if (is_hovered) return;
  hovered_ = Corner::none;
  invalidate();
}

void Envelope::param_changed(const Param& param) {
  if (&param == &params_.attack || &param == &params_.decay || &param == &params_.sustain ||
      &param == &params_.release) {
    invalidate();
  }
}

void Envelope::closing() noexcept {
  dragged_ = false;
  across_.reset();
  up_.reset();
}

std::unique_ptr<Envelope> envelope(const EnvelopeParams& params) {
  return std::make_unique<Envelope>(params);
}

}  // namespace attacca::widgets
