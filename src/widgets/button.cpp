// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/button.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "attacca/widgets/label.hpp"

namespace attacca::widgets {

namespace {

using Kind = gui::PointerEvent::Kind;
using PointerButton = gui::PointerEvent::Button;

constexpr double kTrackWidth = 34;
constexpr double kTrackHeight = 18;
constexpr int kMostSegments = 32;

bool presses(const gui::KeyEvent& event) {
  return event.kind == gui::KeyEvent::Kind::press &&
         (event.key == gui::Key::enter || event.text == " ");
}

double control_height(const Theme& theme) {
  return std::round(theme.text_size * 2.1);
}

}  // namespace

// Buttons.

LogicalSize Button::preferred_size(gui::Canvas& canvas) const {
  const double width = canvas.measure_text(text_, {.size = theme().text_size}).size.width;
  return {std::ceil(width) + 28, control_height(theme())};
}

void Button::draw(gui::Canvas& canvas) {
  const gui::Rect area = bounds();
  canvas.fill_rounded(area, theme().corner,
                      down_          ? theme().accent
                      : is_hovered() ? theme().raised
                                     : theme().control);
  canvas.stroke_rounded(area, theme().corner, theme().outline, 1);
  draw_line(canvas, area.inset(6, 0), text_,
            {.size = theme().text_size,
             .color = down_ ? theme().on_accent : theme().text,
             .align = gui::TextAlign::center});
}

bool Button::pointer(const gui::PointerEvent& event) {
  if (event.kind == Kind::press && event.button == PointerButton::left) {
    down_ = true;
    invalidate();
    return true;
  }
  if (event.kind == Kind::release && down_) {
    down_ = false;
    invalidate();
    if (bounds().contains(event.position) && pressed_) pressed_();
    return true;
  }
  if (event.kind == Kind::move && down_) invalidate();
  return event.kind == Kind::move;
}

bool Button::key(const gui::KeyEvent& event) {
  if (!presses(event)) return false;
  if (pressed_) pressed_();
  return true;
}

// Switches.

LogicalSize Toggle::preferred_size(gui::Canvas& canvas) const {
  const double width = canvas.measure_text(caption(), {.size = theme().text_size}).size.width;
  return {std::ceil(width) + kTrackWidth + 8 + 10, control_height(theme())};
}

void Toggle::draw(gui::Canvas& canvas) {
  gui::Rect area = bounds().inset(4, 0);
  const gui::Rect left = area.cut_left(kTrackWidth);
  const gui::Rect track{left.x, left.center().y - kTrackHeight / 2, kTrackWidth, kTrackHeight};
  const bool on = is_on();
  canvas.fill_rounded(track, kTrackHeight / 2, on ? theme().accent : theme().track);
  canvas.stroke_rounded(track, kTrackHeight / 2, on ? theme().accent : theme().outline, 1);
  const double x = on ? track.right() - kTrackHeight / 2 : track.x + kTrackHeight / 2;
  // The knob differs by place and by shade: colours alone would not do for everybody.
  canvas.fill_circle({x, track.center().y}, kTrackHeight / 2 - 3,
                     on ? theme().on_accent : theme().quiet_text);
  area.cut_left(8);
  draw_line(canvas, area, shows_value_ ? value_text() : caption(),
            {.size = theme().text_size, .color = theme().text});
  draw_indication(canvas, bounds());
}

bool Toggle::pointer(const gui::PointerEvent& event) {
  if (event.kind == Kind::press && event.button == PointerButton::left) {
    if (param().flags().read_only) return false;
    set_value(is_on() ? 0 : 1);
    return true;
  }
  return ParamControl::pointer(event);
}

bool Toggle::key(const gui::KeyEvent& event) {
  if (!presses(event)) return ParamControl::key(event);
  set_value(is_on() ? 0 : 1);
  return true;
}

// One of a few.

int Segments::count() const {
  return std::min(static_cast<int>(param().step_count()) + 1, kMostSegments);
}

int Segments::chosen() const {
  return static_cast<int>(std::lround(param().normalized() * (count() - 1)));
}

LogicalSize Segments::preferred_size(gui::Canvas& canvas) const {
  const double widest = widest_value(canvas, static_cast<std::uint32_t>(count() - 1));
  return {(std::ceil(widest) + 20) * count(), control_height(theme())};
}

void Segments::draw(gui::Canvas& canvas) {
  const gui::Rect area = bounds();
  const int cells = count();
  if (cells < 2) return;
  canvas.fill_rounded(area, theme().corner, is_hovered() ? theme().raised : theme().control);
  const double width = area.width / cells;
  for (int i = 0; i < cells; ++i) {
    const gui::Rect cell{area.x + width * i, area.y, width, area.height};
    const bool is_chosen = i == chosen();
    if (is_chosen) canvas.fill_rounded(cell, theme().corner, theme().accent);
    if (i > 0 && !is_chosen && i - 1 != chosen()) {
      canvas.fill({cell.x - 0.5, cell.y + 6, 1, cell.height - 12}, theme().separator);
    }
    draw_line(canvas, cell.inset(3, 0), param().format(static_cast<double>(i) / (cells - 1)),
              {.size = theme().text_size,
               .color = is_chosen ? theme().on_accent : theme().text,
               .align = gui::TextAlign::center});
  }
  canvas.stroke_rounded(area, theme().corner, theme().outline, 1);
  draw_indication(canvas, area);
}

bool Segments::pointer(const gui::PointerEvent& event) {
  if (event.kind == Kind::press && event.button == PointerButton::left && count() > 1) {
    if (param().flags().read_only) return false;
    const double cell = std::floor((event.position.x - bounds().x) / bounds().width * count());
    set_value(std::clamp(cell, 0.0, count() - 1.0) / (count() - 1));
    return true;
  }
  return ParamControl::pointer(event);
}

// What authors write.

std::unique_ptr<Button> button(std::string text, std::function<void()> pressed) {
  return std::make_unique<Button>(std::move(text), std::move(pressed));
}

std::unique_ptr<Toggle> toggle(Param& param) {
  return std::make_unique<Toggle>(param);
}

std::unique_ptr<Segments> segments(Param& param) {
  return std::make_unique<Segments>(param);
}

}  // namespace attacca::widgets
