// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/loudness_meter.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "attacca/widgets/label.hpp"
#include "widgets/plain_text.hpp"

namespace attacca::widgets {

namespace {

constexpr double kName = 18;
constexpr double kValue = 48;

std::string text_of(double lufs) {
  if (!(lufs > dsp::LoudnessLevels::kSilence)) return "–";
  return decimal_text(lufs, 1);
}

/// What of a level is seen: tenths.
double shown(double lufs) {
  return std::round(std::isfinite(lufs) ? lufs * 10 : 0) / 10;
}

}  // namespace

LogicalSize LoudnessMeter::preferred_size(gui::Canvas& /*canvas*/) const {
  const double line = std::round(theme().text_size * 1.6);
  return {240, 2 * line + std::round(theme().heading_size * 1.7)};
}

double LoudnessMeter::place_of(double lufs) const {
  return std::clamp((lufs - options_.lowest) / (options_.highest - options_.lowest), 0.0, 1.0);
}

void LoudnessMeter::frame() {
  const dsp::LoudnessLevels newest = options_.read();
  const dsp::LoudnessLevels next{shown(newest.momentary), shown(newest.short_term),
                                 shown(newest.integrated)};
  if (next.momentary == levels_.momentary && next.short_term == levels_.short_term &&
      next.integrated == levels_.integrated) {
    return;
  }
  levels_ = next;
  invalidate();
}

void LoudnessMeter::draw_bar(gui::Canvas& canvas, gui::Rect area, const char* name,
                             double lufs) const {
  const gui::TextStyle quiet{.size = theme().caption_size, .color = theme().quiet_text};
  draw_line(canvas, area.cut_left(kName), name, quiet);
  draw_line(canvas, area.cut_right(kValue), text_of(lufs),
            {.size = theme().caption_size, .color = theme().text, .align = gui::TextAlign::right});
  area.cut_right(6);
  const gui::Rect bar{area.x, area.center().y - 4, area.width, 8};
  canvas.fill(bar, theme().track);
  const bool is_loud = lufs > options_.target + 1;
  canvas.fill({bar.x, bar.y, bar.width * place_of(lufs), bar.height},
              is_loud ? theme().loud : theme().good);
  const double target = bar.x + bar.width * place_of(options_.target);
  canvas.fill({target - 1, bar.y - 3, 2, bar.height + 6}, theme().text);
}

void LoudnessMeter::draw(gui::Canvas& canvas) {
  gui::Rect area = bounds();
  gui::Rect head = area.cut_top(std::round(theme().heading_size * 1.7));
  draw_line(canvas, head.cut_right(110), text_of(levels_.integrated) + " LUFS",
            {.size = theme().heading_size,
             .weight = gui::FontWeight::medium,
             .color = theme().text,
             .align = gui::TextAlign::right});
  draw_line(canvas, head, "Integrated",
            {.size = theme().caption_size, .color = theme().quiet_text});
  draw_bar(canvas, area.cut_top(area.height / 2), "M", levels_.momentary);
  draw_bar(canvas, area, "S", levels_.short_term);
}

std::unique_ptr<LoudnessMeter> loudness_meter(LoudnessMeterOptions options) {
  return std::make_unique<LoudnessMeter>(std::move(options));
}

}  // namespace attacca::widgets
