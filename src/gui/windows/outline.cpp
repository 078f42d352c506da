// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/outline.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace attacca::gui {

namespace {

D2D1_POINT_2F to_point(Point point) {
  return {static_cast<float>(point.x), static_cast<float>(point.y)};
}

bool is_finite(const Path::Step& step) {
  return std::isfinite(step.end.x) && std::isfinite(step.end.y) &&
         std::isfinite(step.control_1.x) && std::isfinite(step.control_1.y) &&
         std::isfinite(step.control_2.x) && std::isfinite(step.control_2.y) &&
         std::isfinite(step.radius) && std::isfinite(step.from_angle) &&
         std::isfinite(step.to_angle);
}

/// Puts the steps of a path into a sink, whose figures begin and end.
class OutlineWriter {
 public:
  explicit OutlineWriter(ID2D1GeometrySink& sink) : sink_(sink) {}

  void write(const Path::Step& step) {
    switch (step.verb) {
      case Path::Verb::move:
        end(D2D1_FIGURE_END_OPEN);
        pen_ = start_ = step.end;
        has_pen_ = true;
        break;
      case Path::Verb::line:
        line(step.end);
        break;
      case Path::Verb::curve:
        if (!has_pen_) start_ = pen_ = step.control_1, has_pen_ = true;
        begin();
        curve(step.control_1, step.control_2, step.end);
        break;
      case Path::Verb::arc:
        arc(step);
        break;
      case Path::Verb::close:
        begin();
        end(D2D1_FIGURE_END_CLOSED);
        pen_ = start_;
        break;
    }
  }

  void end(D2D1_FIGURE_END how) {
    if (!open_) return;
    sink_.EndFigure(how);
    open_ = false;
  }

 private:
  void begin() {
    if (open_ || !has_pen_) return;
    sink_.BeginFigure(to_point(pen_), D2D1_FIGURE_BEGIN_FILLED);
    start_ = pen_;
    open_ = true;
  }

  void line(Point to) {
    if (!has_pen_) {
      pen_ = start_ = to;
      has_pen_ = true;
      return;
    }
    begin();
    sink_.AddLine(to_point(to));
    pen_ = to;
  }

  void curve(Point control_1, Point control_2, Point to) {
    const D2D1_BEZIER_SEGMENT segment{to_point(control_1), to_point(control_2), to_point(to)};
    sink_.AddBezier(&segment);
    pen_ = to;
  }

  /// A quarter of a circle at most by each curve, whose error is 0.03 % of the radius then: control
  /// points lie 4/3 tan(angle/4) radii along the tangents.
  void arc(const Path::Step& step) {
    constexpr double kMostTurns = 64;
    const double whole = std::clamp(step.to_angle - step.from_angle, -kMostTurns, kMostTurns);
    const auto at = [&](double angle) {
      return Point{step.control_1.x + step.radius * std::cos(angle),
                   step.control_1.y + step.radius * std::sin(angle)};
    };
    line(at(step.from_angle));
    begin();
    const int pieces =
        std::max(1, static_cast<int>(std::ceil(std::abs(whole) / (std::numbers::pi / 2) - 1e-9)));
    const double piece = whole / pieces;
    const double reach = step.radius * 4 / 3 * std::tan(piece / 4);
    for (int i = 0; i < pieces; ++i) {
      const double from = step.from_angle + i * piece;
      const double to = from + piece;
      const Point begins = at(from);
      const Point ends = at(to);
      curve({begins.x - reach * std::sin(from), begins.y + reach * std::cos(from)},
            {ends.x + reach * std::sin(to), ends.y - reach * std::cos(to)}, ends);
    }
  }

  ID2D1GeometrySink& sink_;
  Point pen_;
  Point start_;  ///< of the figure
  bool has_pen_ = false;
  bool open_ = false;  ///< a figure has begun
};

}  // namespace

ComRef<ID2D1PathGeometry> outline_of(ID2D1Factory& factory, const Path& path) {
  if (path.empty() || !std::all_of(path.steps().begin(), path.steps().end(), is_finite)) return {};
  ComRef<ID2D1PathGeometry> geometry;
  ComRef<ID2D1GeometrySink> sink;
  if (FAILED(factory.CreatePathGeometry(geometry.out())) || FAILED(geometry->Open(sink.out()))) {
    return {};
  }
  sink->SetFillMode(D2D1_FILL_MODE_WINDING);
  OutlineWriter writer(*sink.get());
  for (const Path::Step& step : path.steps()) writer.write(step);
  writer.end(D2D1_FIGURE_END_OPEN);
  if (FAILED(sink->Close())) return {};
  return geometry;
}

}  // namespace attacca::gui
