// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/meter.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "attacca/widgets/label.hpp"
#include "widgets/plain_text.hpp"

namespace attacca::widgets {

namespace {

constexpr double kFall = 20.0 / 30.0;  ///< dB a frame: 20 dB a second
constexpr double kScaleWidth = 26;
constexpr double kBar = 10;
constexpr double kGap = 3;
constexpr double kLoud = -6;  ///< dB

double decibels(double linear) {
  return linear > 0 ? 20 * std::log10(linear) : -1000;
}

/// `low` where there is no room between the two.
double within(double value, double low, double high) {
  return std::max(std::min(value, high), low);
}

}  // namespace

Meter::Meter(MeterOptions options)
    : options_(std::move(options)),
      channels_(std::max<std::size_t>(options_.channels, 1)),
      painted_(channels_.size()),
      levels_(channels_.size()) {}

LogicalSize Meter::preferred_size(gui::Canvas& /*canvas*/) const {
  const auto count = static_cast<double>(channels_.size());
  const double across = count * kBar + (count - 1) * kGap + 8;
  const double scale = options_.has_scale ? (options_.lies ? 16.0 : kScaleWidth) : 0.0;
  return options_.lies ? LogicalSize{200, across + scale} : LogicalSize{across + scale, 160};
}

double Meter::place_of(double linear) const {
  const double range = options_.highest - options_.lowest;
  return std::clamp((decibels(linear) - options_.lowest) / range, 0.0, 1.0);
}

gui::Rect Meter::bars() const {
  gui::Rect area = bounds().inset(4, 4);
  if (!options_.has_scale) return area;
  if (options_.lies) {
    area.cut_bottom(16);
  } else {
    area.cut_right(kScaleWidth);
  }
  return area;
}

gui::Rect Meter::part(const gui::Rect& bar, double from, double to) const {
  if (options_.lies) return {bar.x + bar.width * from, bar.y, bar.width * (to - from), bar.height};
  return {bar.x, bar.bottom() - bar.height * to, bar.width, bar.height * (to - from)};
}

void Meter::draw_scale(gui::Canvas& canvas, const gui::Rect& area) {
  const gui::TextStyle style{.size = theme().caption_size - 1.5, .color = theme().quiet_text};
  const double step = options_.highest - options_.lowest > 30 ? 12 : 6;
  for (double mark = 0; mark >= options_.lowest; mark -= step) {
    const double at = (mark - options_.lowest) / (options_.highest - options_.lowest);
    if (at > 1) continue;
    const std::string text = decimal_text(mark, 0);
    const LogicalSize size = canvas.measure_text(text, style).size;
    if (options_.lies) {
      const double x = area.x + area.width * at;
      const double left = within(x - size.width / 2, bounds().x, bounds().right() - size.width);
      canvas.fill({x - 0.5, area.bottom() + 1, 1, 3}, theme().outline);
      canvas.draw_text({left, area.bottom() + 4}, text, style);
    } else {
      const double y = area.bottom() - area.height * at;
      const double top = within(y - size.height / 2, bounds().y, bounds().bottom() - size.height);
      canvas.fill({area.right() + 1, y - 0.5, 3, 1}, theme().outline);
      canvas.draw_text({area.right() + 6, top}, text, style);
    }
  }
}

void Meter::draw(gui::Canvas& canvas) {
  const gui::Rect area = bars();
  const auto count = static_cast<double>(channels_.size());
  const double across = options_.lies ? area.height : area.width;
  const double width = (across - (count - 1) * kGap) / count;
  if (!(width > 0)) return;
  const double loud = (kLoud - options_.lowest) / (options_.highest - options_.lowest);
  const double full = (0 - options_.lowest) / (options_.highest - options_.lowest);
  double at = 0;
  for (const Channel& channel : channels_) {
    const gui::Rect bar = options_.lies ? gui::Rect{area.x, area.y + at, area.width, width}
                                        : gui::Rect{area.x + at, area.y, width, area.height};
    at += width + kGap;
    canvas.fill(bar, theme().track);
    const auto fill = [&](double from, double to, Color color) {
      const double end = std::min(channel.rms, to);
      if (end > from) canvas.fill(part(bar, from, end), color);
    };
    fill(0, loud, theme().good);
    fill(std::clamp(loud, 0.0, 1.0), full, theme().loud);
    fill(std::clamp(full, 0.0, 1.0), 1, theme().recording);
    if (channel.peak > 0) {
      const double length = options_.lies ? area.width : area.height;
      const double half = 1 / std::max(length, 1.0);
      canvas.fill(part(bar, channel.peak - half, channel.peak + half),
                  channel.peak >= full ? theme().recording : theme().text);
    }
    if (channel.clipped) {
      const double length = 4 / std::max(options_.lies ? area.width : area.height, 4.0);
      canvas.fill(part(bar, 1 - length, 1), theme().recording);
    }
  }
  if (options_.has_scale) draw_scale(canvas, area);
}

void Meter::frame() {
  std::fill(levels_.begin(), levels_.end(), MeterLevel{});
  options_.read(levels_);
  const double fall = kFall / (options_.highest - options_.lowest);
  bool changed = false;
  for (std::size_t i = 0; i < channels_.size(); ++i) {
    const double peak = std::isfinite(levels_[i].peak) ? static_cast<double>(levels_[i].peak) : 0.0;
    const double rms = std::isfinite(levels_[i].rms) ? static_cast<double>(levels_[i].rms) : 0.0;
    Channel& channel = channels_[i];
    Channel next = channel;
    next.rms = place_of(rms);
    next.peak = std::max(place_of(peak), channel.peak - fall);
    next.clipped = channel.clipped || peak > 1;
    highest_ = std::max(highest_, peak);
    // Less than a tenth of a pixel of a long meter is no change, but many of them are.
    const Channel& painted = painted_[i];
    changed = changed || std::abs(next.rms - painted.rms) > 2e-4 ||
              std::abs(next.peak - painted.peak) > 2e-4 || next.clipped != painted.clipped;
    channel = next;
  }
  if (!changed) return;
  painted_ = channels_;
  // The scale beside the bars stays.
  if (tree() != nullptr) invalidate_part(bars());
}

bool Meter::pointer(const gui::PointerEvent& event) {
  if (event.kind != gui::PointerEvent::Kind::press) return false;
  highest_ = 0;
  for (Channel& channel : channels_) channel.clipped = false;
  invalidate();
  return true;
}

std::string Meter::tool_tip() const {
  std::string text = Widget::tool_tip();
  if (!text.empty()) return text;
  if (!(highest_ > 0)) return "Silent so far";
  return "Highest peak " + decimal_text(decibels(highest_), 1) + " dB";
}

std::unique_ptr<Meter> meter(MeterOptions options) {
  return std::make_unique<Meter>(std::move(options));
}

}  // namespace attacca::widgets
