// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/scope.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace attacca::widgets {

Scope::Scope(ScopeOptions options)
    : options_(std::move(options)), samples_(std::clamp<std::size_t>(options_.samples, 2, 65536)) {}

LogicalSize Scope::preferred_size(gui::Canvas& /*canvas*/) const {
  return {220, 110};
}

void Scope::frame() {
  if (options_.read(samples_)) invalidate();
}

void Scope::draw(gui::Canvas& canvas) {
  const gui::Rect area = bounds();
  canvas.fill_rounded(area, theme().corner, theme().groove);
  canvas.stroke_rounded(area, theme().corner, theme().outline, 1);
  const gui::Rect inside = area.inset(4, 4);
  if (!(inside.width > 0 && inside.height > 0)) return;
  const double middle = inside.center().y;
  canvas.fill({inside.x, middle - 0.5, inside.width, 1}, theme().separator);
  const auto y_of = [&](float sample) {
    const double level = std::isfinite(sample) ? static_cast<double>(sample) : 0.0;
    return middle - std::clamp(level, -1.0, 1.0) * inside.height / 2;
  };
  gui::Path wave;
  const auto columns = static_cast<std::size_t>(inside.width * canvas.scale());
  if (columns * 2 >= samples_.size()) {
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      const gui::Point at{inside.x + inside.width * static_cast<double>(i) /
                                         static_cast<double>(samples_.size() - 1),
                          y_of(samples_[i])};
      i == 0 ? wave.move_to(at) : wave.line_to(at);
    }
  } else {
    // More samples than pixels: the lowest and the highest of each, so that no peak is left out.
    for (std::size_t column = 0; column < columns; ++column) {
      const auto from =
          samples_.begin() + static_cast<std::ptrdiff_t>(column * samples_.size() / columns);
      const auto to =
          samples_.begin() + static_cast<std::ptrdiff_t>((column + 1) * samples_.size() / columns);
      const auto [low, high] = std::minmax_element(from, to);
      const double x =
          inside.x + inside.width * static_cast<double>(column) / static_cast<double>(columns);
      const gui::Point at{x, y_of(*low)};
      column == 0 ? wave.move_to(at) : wave.line_to(at);
      wave.line_to({x, y_of(*high)});
    }
  }
  canvas.stroke_path(wave, theme().accent, {.thickness = 1.5, .cap = gui::Stroke::Cap::round});
}

std::unique_ptr<Scope> scope(ScopeOptions options) {
  return std::make_unique<Scope>(std::move(options));
}

}  // namespace attacca::widgets
