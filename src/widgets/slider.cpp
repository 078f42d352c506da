// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/slider.hpp"

#include <algorithm>
#include <cmath>

#include "attacca/widgets/label.hpp"

namespace attacca::widgets {

namespace {

constexpr double kMargin = 4;
constexpr double kThumb = 14;   ///< along the track
constexpr double kAcross = 20;  ///< of the thumb
constexpr double kGroove = 5;
constexpr double kValueBeside = 84;

}  // namespace

LogicalSize Slider::preferred_size(gui::Canvas& canvas) const {
  const double line = theme().caption_size * 1.5;
  const bool has_text = options_.has_caption || (options_.has_value && !options_.is_flat);
  if (!options_.stands) return {160, kAcross + 2 * kMargin + (has_text ? line : 0)};
  double width = kAcross + 8;
  const gui::TextStyle style{.size = theme().caption_size};
  if (options_.has_caption) {
    width = std::max(width, canvas.measure_text(caption(), style).size.width);
  }
  if (options_.has_value) {
    for (const double value : {0.0, 1.0}) {
      width = std::max(width, canvas.measure_text(param().format(value), style).size.width);
    }
  }
  return {std::ceil(width) + 2 * kMargin + 2, 140};
}

Slider::Parts Slider::parts() const {
  gui::Rect area = bounds().inset(kMargin, kMargin);
  const double line = theme().caption_size * 1.5;
  Parts parts;
  if (options_.stands) {
    if (options_.has_caption) parts.caption = area.cut_top(line);
    if (options_.has_value) parts.value = area.cut_bottom(line);
    const double center = area.center().x;
    parts.track = {center - kAcross / 2, area.y, kAcross, area.height};
    return parts;
  }
  if (options_.is_flat && options_.has_value) {
    parts.value = area.cut_right(kValueBeside);
    area.cut_right(4);
  } else if (options_.has_caption || options_.has_value) {
    gui::Rect text = area.cut_top(line);
    if (options_.has_value)
      parts.value = text.cut_right(text.width * (options_.has_caption ? 0.5 : 1));
    parts.caption = text;
  }
  const double center = area.center().y;
  parts.track = {area.x, center - kAcross / 2, area.width, kAcross};
  return parts;
}

gui::Rect Slider::entry_area() const {
  return options_.has_value ? parts().value : bounds();
}

double Slider::length() const {
  const gui::Rect track = parts().track;
  return std::max((options_.stands ? track.height : track.width) - kThumb, 1.0);
}

gui::Point Slider::place_of(double normalized) const {
  const gui::Rect track = parts().track;
  if (options_.stands) {
    return {track.center().x, track.bottom() - kThumb / 2 - length() * normalized};
  }
  return {track.x + kThumb / 2 + length() * normalized, track.center().y};
}

gui::Rect Slider::bar(double from, double to, double thickness) const {
  const gui::Point a = place_of(from);
  const gui::Point b = place_of(to);
  const double half = thickness / 2;
  if (options_.stands) {
    return {a.x - half, std::min(a.y, b.y), thickness, std::abs(a.y - b.y)};
  }
  return {std::min(a.x, b.x), a.y - half, std::abs(a.x - b.x), thickness};
}

double Slider::drag_distance(double right, double down) const {
  return (options_.stands ? -down : right) / length();
}

void Slider::draw(gui::Canvas& canvas) {
  const Parts all = parts();
  const gui::TextAlign align = options_.stands ? gui::TextAlign::center : gui::TextAlign::start;
  if (options_.has_caption) {
    draw_line(canvas, all.caption, caption(),
              {.size = theme().caption_size, .color = theme().quiet_text, .align = align});
  }
  if (options_.has_value) {
    draw_line(canvas, all.value, value_text(),
              {.size = theme().caption_size,
               .color = theme().text,
               .align = options_.stands || (!options_.has_caption && !options_.is_flat)
                            ? gui::TextAlign::center
                            : gui::TextAlign::right});
  }
  const double value = param().normalized();
  gui::Rect groove = bar(0, 1, kGroove);
  groove = options_.stands
               ? groove.around(groove.moved(0, -kGroove / 2)).around(groove.moved(0, kGroove / 2))
               : groove.around(groove.moved(-kGroove / 2, 0)).around(groove.moved(kGroove / 2, 0));
  canvas.fill_rounded(groove, kGroove / 2, theme().track);
  canvas.stroke_rounded(groove, kGroove / 2, theme().separator, 1);
  canvas.fill_rounded(bar(middle().value_or(0), value, kGroove), kGroove / 2, theme().accent);
  if (const auto zero = middle()) {
    const gui::Point at = place_of(*zero);
    const gui::Rect tick = options_.stands ? gui::Rect{at.x - 7, at.y - 0.5, 14, 1}
                                           : gui::Rect{at.x - 0.5, at.y - 7, 1, 14};
    canvas.fill(tick, theme().outline);
  }
  const double modulated = param().modulated_normalized();
  if (param().modulation() != Modulation::none && modulated != value) {
    gui::Rect offset = bar(value, modulated, 2.5);
    offset = options_.stands ? offset.moved(kGroove, 0) : offset.moved(0, kGroove);
    canvas.fill_rounded(offset, 1.2, theme().modulation);
  }
  const gui::Point at = place_of(value);
  const gui::Rect thumb = options_.stands
                              ? gui::Rect{at.x - kAcross / 2, at.y - kThumb / 2, kAcross, kThumb}
                              : gui::Rect{at.x - kThumb / 2, at.y - kAcross / 2, kThumb, kAcross};
  canvas.fill_rounded(thumb, 4, is_hovered() || is_dragged() ? theme().raised : theme().control);
  canvas.stroke_rounded(thumb, 4, theme().outline, 1);
  const gui::Rect mark = options_.stands ? gui::Rect{thumb.x + 4, at.y - 1, thumb.width - 8, 2}
                                         : gui::Rect{at.x - 1, thumb.y + 4, 2, thumb.height - 8};
  canvas.fill_rounded(mark, 1, theme().accent);
  draw_indication(canvas, options_.stands ? bounds() : bounds().around(all.track));
}

std::unique_ptr<Slider> slider(Param& param, const SliderOptions& options) {
  return std::make_unique<Slider>(param, options);
}

std::unique_ptr<Slider> fader(Param& param) {
  return std::make_unique<Slider>(param, SliderOptions{.stands = true});
}

}  // namespace attacca::widgets
