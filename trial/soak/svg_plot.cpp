// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/svg_plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "text/markup.hpp"
#include "trial/soak/wording.hpp"

namespace attacca::trial {
namespace {

constexpr double kWidth = 560.0;
constexpr double kHeight = 240.0;
constexpr double kLeft = 58.0;
constexpr double kRight = 16.0;
constexpr double kTop = 28.0;
constexpr double kBottom = 40.0;

std::string text_of(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", number);
  return text.data();
}

std::string series_class(int series) {
  return "s" + std::to_string(series);
}

double position(const PlotAxis& axis, double value) {
  const double inside = std::clamp(value, axis.low, axis.high);
  if (axis.is_logarithmic) return std::log(inside / axis.low) / std::log(axis.high / axis.low);
  return (inside - axis.low) / (axis.high - axis.low);
}

std::string line(double x1, double y1, double x2, double y2, const char* name) {
  return "<line class=\"" + std::string(name) + "\" x1=\"" + text_of(x1) + "\" y1=\"" +
         text_of(y1) + "\" x2=\"" + text_of(x2) + "\" y2=\"" + text_of(y2) + "\"/>";
}

std::string label(double x, double y, const char* anchor, const std::string& text,
                  const char* name = "tick") {
  return "<text class=\"" + std::string(name) + "\" x=\"" + text_of(x) + "\" y=\"" + text_of(y) +
         "\" text-anchor=\"" + anchor + "\">" + text::escaped_for_markup(text) + "</text>";
}

std::vector<double> logarithmic_ticks(const PlotAxis& axis, std::size_t wanted) {
  std::vector<double> ticks;
  const double decades = std::log10(axis.high / axis.low);
  const bool is_dense = decades * 3.0 <= static_cast<double>(wanted) + 1.0;
  const int every = std::max(1, static_cast<int>(std::ceil(decades / static_cast<double>(wanted))));
  const int first = static_cast<int>(std::floor(std::log10(axis.low)));
  const int last = static_cast<int>(std::ceil(std::log10(axis.high)));
  for (int power = first; power <= last; power += every) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      if (factor > 1.0 && !is_dense) break;
      const double tick = factor * std::pow(10.0, power);
      if (tick >= axis.low * 0.999 && tick <= axis.high * 1.001) ticks.push_back(tick);
    }
  }
  return ticks;
}

}  // namespace

std::vector<double> plot_ticks(const PlotAxis& axis, std::size_t wanted) {
  if (axis.is_logarithmic) return logarithmic_ticks(axis, wanted);
  const double rough = (axis.high - axis.low) / static_cast<double>(wanted);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10.0 * power;
  for (const double factor : {5.0, 2.0, 1.0}) {
    if (factor * power >= rough) step = factor * power;
  }
  const double first = std::ceil(axis.low / step - 1e-9);
  const double last = std::floor(axis.high / step + 1e-6);
  std::vector<double> ticks;
  for (std::size_t i = 0; first + static_cast<double>(i) <= last; ++i) {
    ticks.push_back((first + static_cast<double>(i)) * step);
  }
  return ticks;
}

SvgPlot::SvgPlot(std::string title, std::string description, PlotAxis x, PlotAxis y)
    : title_(std::move(title)),
      description_(std::move(description)),
      x_(std::move(x)),
      y_(std::move(y)) {}

double SvgPlot::place_x(double x) const {
  return kLeft + position(x_, x) * (kWidth - kLeft - kRight);
}

double SvgPlot::place_y(double y) const {
  return kHeight - kBottom - position(y_, y) * (kHeight - kTop - kBottom);
}

void SvgPlot::add_line(const Points& points, int series, const std::string& legend) {
  std::string path;
  for (const auto& [x, y] : points) {
    path += (path.empty() ? "M" : "L") + text_of(place_x(x)) + " " + text_of(place_y(y));
  }
  marks_ += "<path class=\"line " + series_class(series) + "\" d=\"" + path + "\"/>";
  legend_.emplace_back(series_class(series), legend);
}

void SvgPlot::add_bars(const std::vector<Bar>& bars, int series, const std::string& legend) {
  std::string path;
  const std::string floor = text_of(kHeight - kBottom);
  for (const Bar& bar : bars) {
    const double left = place_x(bar.x);
    // A hair between neighbours.
    const double right = std::max(left + 1.0, place_x(bar.x_end) - 1.0);
    path += "M" + text_of(left) + " " + floor + "V" + text_of(place_y(bar.y)) + "H" +
            text_of(right) + "V" + floor + "Z";
  }
  marks_ += "<path class=\"bars " + series_class(series) + "\" d=\"" + path + "\"/>";
  legend_.emplace_back(series_class(series), legend);
}

void SvgPlot::add_mark_at_y(double y, const std::string& text) {
  const double at = place_y(y);
  above_ += line(kLeft, at, kWidth - kRight, at, "mark") +
            label(kWidth - kRight, at - 5.0, "end", text, "mark-label");
}

void SvgPlot::add_mark_at_x(double x, const std::string& text) {
  const double at = place_x(x);
  const bool is_right = at > kWidth * 0.75;
  above_ += line(at, kTop, at, kHeight - kBottom, "mark") +
            label(at + (is_right ? -5.0 : 5.0), kTop + 10.0, is_right ? "end" : "start", text,
                  "mark-label");
}

void SvgPlot::add_dots(const Points& points, const std::string& legend) {
  for (const auto& [x, y] : points) {
    marks_ += "<circle class=\"dot\" r=\"4\" cx=\"" + text_of(place_x(x)) + "\" cy=\"" +
              text_of(place_y(y)) + "\"/>";
  }
  if (!points.empty()) legend_.emplace_back("bad", legend);
}

void SvgPlot::add_shade(double from, double to, const std::string& text) {
  const double left = place_x(from);
  below_ += "<rect class=\"shade\" x=\"" + text_of(left) + "\" y=\"" + text_of(kTop) +
            "\" width=\"" + text_of(place_x(to) - left) + "\" height=\"" +
            text_of(kHeight - kTop - kBottom) + "\"/>";
  above_ += label(left + 6.0, kTop + 17.0, "start", text, "mark-label");
}

std::string SvgPlot::frame() const {
  std::string text;
  for (const double tick : plot_ticks(y_, 5)) {
    const double at = place_y(tick);
    text += line(kLeft, at, kWidth - kRight, at, "grid") +
            label(kLeft - 8.0, at + 4.0, "end", y_.text(tick));
  }
  const double floor = kHeight - kBottom;
  for (const double tick : plot_ticks(x_, 7)) {
    const double at = place_x(tick);
    text +=
        line(at, floor, at, floor + 4.0, "axis") + label(at, floor + 17.0, "middle", x_.text(tick));
  }
  text += line(kLeft, floor, kWidth - kRight, floor, "axis");
  text += label((kLeft + kWidth - kRight) / 2.0, kHeight - 5.0, "middle", x_.label, "axis-label");
  text += label(4.0, 11.0, "start", y_.label, "axis-label");
  return text;
}

std::string SvgPlot::svg() const {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + text_of(kWidth) + " " +
         text_of(kHeight) + "\" role=\"img\" aria-label=\"" + text::escaped_for_markup(title_) +
         "\"><title>" + text::escaped_for_markup(title_) + "</title><desc>" +
         text::escaped_for_markup(description_) + "</desc>" + below_ + frame() + marks_ + above_ +
         "</svg>";
}

std::string SvgPlot::figure() const {
  std::string text = "<figure><figcaption><h3>" + text::escaped_for_markup(title_) + "</h3><p>" +
                     text::escaped_for_markup(description_) + "</p></figcaption>" + svg();
  if (legend_.size() > 1) {
    text += "<ul class=\"legend\">";
    for (const auto& [name, words] : legend_) {
      text += "<li><span class=\"swatch " + name + "\"></span>" + text::escaped_for_markup(words) +
              "</li>";
    }
    text += "</ul>";
  }
  return text + "</figure>\n";
}

}  // namespace attacca::trial
