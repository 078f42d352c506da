// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/spectrum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace attacca::widgets {

namespace {

constexpr double kLowest = 20;  ///< Hz
constexpr double kHighest = 20000;
constexpr double kFrames = 30;  ///< a second

double decibels(float magnitude) {
  const double level = std::isfinite(magnitude) ? std::abs(static_cast<double>(magnitude)) : 0.0;
  return level > 1e-10 ? 20 * std::log10(level) : -200;
}

double frequency_at(double place) {
  return kLowest * std::pow(kHighest / kLowest, place);
}

double place_of(double frequency) {
  return std::log(frequency / kLowest) / std::log(kHighest / kLowest);
}

}  // namespace

Spectrum::Spectrum(SpectrumOptions options)
    : options_(std::move(options)),
      magnitudes_(std::clamp<std::size_t>(options_.bins, 2, 65537)),
      levels_(magnitudes_.size(), -200.0),
      painted_(levels_) {}

LogicalSize Spectrum::preferred_size(gui::Canvas& /*canvas*/) const {
  return {320, 160};
}

void Spectrum::frame() {
  const bool is_new = options_.read(magnitudes_);
  const double fall = options_.fall / kFrames;
  bool moves = false;
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const double now = decibels(magnitudes_[i]);
    levels_[i] = std::max(now, levels_[i] - fall);
    // What is below the lower edge may fall unseen.
    moves = moves || (std::abs(levels_[i] - painted_[i]) > 0.05 &&
                      std::max(levels_[i], painted_[i]) > options_.lowest);
  }
  if (!moves && !is_new) return;
  painted_ = levels_;
  invalidate();
}

/// The loudest of the bins between two frequencies, or what lies between two bins.
double Spectrum::level_between(double from, double to) const {
  const double last = static_cast<double>(levels_.size() - 1);
  const double first_bin = std::min(from / options_.bin_width, last);
  const double last_bin = std::min(to / options_.bin_width, last);
  const auto low = static_cast<std::size_t>(std::ceil(first_bin));
  const auto high = static_cast<std::size_t>(std::floor(last_bin));
  if (low > high) {
    const auto below = static_cast<std::size_t>(first_bin);
    const double part = first_bin - static_cast<double>(below);
    return levels_[below] * (1 - part) + levels_[std::min(below + 1, levels_.size() - 1)] * part;
  }
  return *std::max_element(levels_.begin() + static_cast<std::ptrdiff_t>(low),
                           levels_.begin() + static_cast<std::ptrdiff_t>(high) + 1);
}

void Spectrum::draw_grid(gui::Canvas& canvas, const gui::Rect& inside) const {
  struct Mark {
    double frequency;
    const char* name;
  };
  constexpr std::array<Mark, 9> kMarks{{{50, ""},
                                        {100, "100"},
                                        {200, ""},
                                        {500, ""},
                                        {1000, "1k"},
                                        {2000, ""},
                                        {5000, ""},
                                        {10000, "10k"},
                                        {20000, ""}}};
  canvas.fill_rounded(bounds(), theme().corner, theme().groove);
  const gui::TextStyle style{.size = theme().caption_size - 1.5, .color = theme().quiet_text};
  for (const Mark& mark : kMarks) {
    const double x = inside.x + inside.width * place_of(mark.frequency);
    canvas.fill({x - 0.5, inside.y, 1, inside.height}, theme().separator);
    canvas.draw_text({x + 3, inside.bottom() - style.size * 1.4}, mark.name, style);
  }
  for (double level = 0; level > options_.lowest; level -= 24) {
    const double y = inside.y + inside.height * (options_.highest - level) /
                                    (options_.highest - options_.lowest);
    canvas.fill({inside.x, y - 0.5, inside.width, 1}, theme().separator);
  }
  canvas.stroke_rounded(bounds(), theme().corner, theme().outline, 1);
}

void Spectrum::draw(gui::Canvas& canvas) {
  const gui::Rect inside = bounds().inset(2, 2);
  if (!(inside.width > 2 && inside.height > 2)) return;
  draw_grid(canvas, inside);
  const gui::ClipScope clip(canvas, inside);
  gui::Path line;
  gui::Path below;
  below.move_to({inside.x, inside.bottom()});
  const int steps = static_cast<int>(inside.width / 1.5);
  for (int i = 0; i <= steps; ++i) {
    const double place = static_cast<double>(i) / steps;
    const double level = level_between(frequency_at(place), frequency_at(place + 1.0 / steps));
    const double y = inside.y + inside.height * (options_.highest - level) /
                                    (options_.highest - options_.lowest);
    const gui::Point at{inside.x + inside.width * place,
                        std::clamp(y, inside.y, inside.bottom() + 2)};
    i == 0 ? line.move_to(at) : line.line_to(at);
    below.line_to(at);
  }
  below.line_to({inside.right(), inside.bottom()}).close();
  Color faint = theme().accent;
  faint.alpha = 60;
  canvas.fill_path(below, faint);
  canvas.stroke_path(line, theme().accent, {.thickness = 1.5, .cap = gui::Stroke::Cap::round});
}

std::unique_ptr<Spectrum> spectrum(SpectrumOptions options) {
  return std::make_unique<Spectrum>(std::move(options));
}

}  // namespace attacca::widgets
