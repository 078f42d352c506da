// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/curve_editor.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "attacca/widgets/widget_tree.hpp"

namespace attacca::widgets {

namespace {

using Kind = gui::PointerEvent::Kind;

constexpr double kHandle = 6;
constexpr double kSmallHandle = 4;
constexpr double kReach = 12;     ///< of a press, logical pixels
constexpr double kShortest = 24;  ///< of a way that shows a handle to bend it
constexpr double kStep = 0.01;
constexpr double kBend = 0.05;
constexpr double kPixels = 3;  ///< of the line that is drawn straight where the curve is bent
constexpr std::size_t kMostSteps = 100;

double finer(const auto& event) {
  return event.shift || event.control ? 0.1 : 1;
}

}  // namespace

CurveEditor::CurveEditor(CurveOptions options) : options_(std::move(options)) {
  curve_ = kept_ = options_.read();
}

LogicalSize CurveEditor::preferred_size(gui::Canvas& /*canvas*/) const {
  return {280, 160};
}

gui::Rect CurveEditor::field() const {
  return bounds().inset(kHandle + 4, kHandle + 4);
}

gui::Point CurveEditor::place_of(double x, double y) const {
  const gui::Rect area = field();
  return {area.x + area.width * x, area.bottom() - area.height * y};
}

gui::Point CurveEditor::place_of(const Handle& handle) const {
  const auto points = curve_.points();
  const CurvePoint& point = points[handle.index];
  if (handle.part == Part::point) return place_of(point.x, point.y);
  const double x = (point.x + points[handle.index + 1].x) / 2;
  return place_of(x, curve_.at(x));
}

/// Points come before what is between them, and the nearest comes first.
CurveEditor::Handle CurveEditor::handle_at(gui::Point place) const {
  Handle nearest;
  double least = kReach;
  const auto consider = [&](const Handle& handle) {
    const gui::Point at = place_of(handle);
    const double distance = std::hypot(at.x - place.x, at.y - place.y);
    if (distance > least) return;
    least = distance;
    nearest = handle;
  };
  const auto points = curve_.points();
  for (std::size_t i = 0; i < points.size(); ++i) consider({Part::point, i});
  if (nearest.part == Part::point) return nearest;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    if ((points[i + 1].x - points[i].x) * field().width >= kShortest) consider({Part::bend, i});
  }
  return nearest;
}

void CurveEditor::draw_line(gui::Canvas& canvas, const gui::Rect& area) const {
  const auto points = curve_.points();
  gui::Path line;
  line.move_to(place_of(points[0].x, points[0].y));
  for (std::size_t i = 1; i < points.size(); ++i) {
    const CurvePoint& from = points[i - 1];
    const double length = points[i].x - from.x;
    const auto parts = from.bend == 0 ? 1 : std::ceil(length * area.width / kPixels);
    for (double part = 1; part < parts; ++part) {
      const double x = from.x + length * part / parts;
      line.line_to(place_of(x, curve_.at(x)));
    }
    line.line_to(place_of(points[i].x, points[i].y));
  }
  gui::Path below = line;
  below.line_to({area.right(), area.bottom()}).line_to({area.x, area.bottom()}).close();
  Color faint = theme().accent;
  faint.alpha = 50;
  canvas.fill_path(below, faint);
  canvas.stroke_path(line, theme().accent, {.thickness = 2, .cap = gui::Stroke::Cap::round});
}

void CurveEditor::draw(gui::Canvas& canvas) {
  canvas.fill_rounded(bounds(), theme().corner, theme().groove);
  canvas.stroke_rounded(bounds(), theme().corner, theme().outline, 1);
  const gui::Rect area = field();
  if (!(area.width > 0 && area.height > 0)) return;
  for (int i = 1; i < 4; ++i) {
    const gui::Point at = place_of(i / 4.0, i / 4.0);
    canvas.fill({at.x - 0.5, area.y, 1, area.height}, theme().separator);
    canvas.fill({area.x, at.y - 0.5, area.width, 1}, theme().separator);
  }
  draw_line(canvas, area);
  const auto points = curve_.points();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Handle bend{Part::bend, i};
    if (i + 1 < points.size() && (points[i + 1].x - points[i].x) * area.width >= kShortest) {
      canvas.fill_circle(place_of(bend), kSmallHandle, theme().accent);
      const bool is_picked = bend == hovered_ || bend == dragged_;
      canvas.fill_circle(place_of(bend), kSmallHandle - 1.5,
                         is_picked ? theme().text : theme().groove);
    }
    const Handle point{Part::point, i};
    const bool is_picked = point == hovered_ || (has_focus() && i == chosen_);
    canvas.fill_circle(place_of(point), kHandle, theme().accent);
    canvas.fill_circle(place_of(point), kHandle - 2.5, is_picked ? theme().text : theme().control);
  }
}

// Gestures.

void CurveEditor::begin() {
  if (before_) return;
  before_ = curve_;
  if (options_.begin) options_.begin();
}

void CurveEditor::end() {
  auto before = std::exchange(before_, std::nullopt);
  if (!before) return;
  if (*before != curve_) {
    if (undo_.size() == kMostSteps) undo_.erase(undo_.begin());
    undo_.push_back(std::move(*before));
    redo_.clear();
  }
  if (options_.end) options_.end();
}

void CurveEditor::change(BreakpointCurve curve) {
  if (curve == curve_) return;
  curve_ = std::move(curve);
  chosen_ = std::min(chosen_, curve_.points().size() - 1);
  writes_ = true;
  options_.write(curve_);
  writes_ = false;
  if (!is_removed()) kept_ = options_.read();
  invalidate();
}

/// What one key or one double click does; `change` gets a copy of the curve.
template <typename Change>
bool CurveEditor::gesture(Change&& make) {
  BreakpointCurve next = curve_;
  make(next);
  begin();
  change(std::move(next));
  end();
  return true;
}

/// False where there is no such step: the host may have one.
bool CurveEditor::step(bool back) {
  auto& from = back ? undo_ : redo_;
  if (from.empty() || before_) return false;
  (back ? redo_ : undo_).push_back(curve_);
  BreakpointCurve curve = std::move(from.back());
  from.pop_back();
  if (options_.begin) options_.begin();
  change(std::move(curve));
  if (options_.end) options_.end();
  return true;
}

void CurveEditor::read_again() {
  if (writes_) return;  // it is ours
  BreakpointCurve newest = options_.read();
  if (newest == curve_ || newest == kept_) return;
  // A gesture that went on would write over it.
  dragged_ = {};
  const bool ends_gesture = std::exchange(before_, std::nullopt).has_value();
  curve_ = kept_ = std::move(newest);
  chosen_ = std::min(chosen_, curve_.points().size() - 1);
  undo_.clear();
  redo_.clear();
  invalidate();
  if (!ends_gesture) return;
  if (tree() != nullptr) tree()->show_bubble({}, {});
  if (options_.end) options_.end();
}

void CurveEditor::choose(std::size_t index) {
  chosen_ = index;
  invalidate();
}

void CurveEditor::show_value() {
  if (tree() == nullptr) return;
  const CurvePoint& point = curve_.points()[dragged_.index];
  char text[64];
  if (dragged_.part == Part::bend) {
    std::snprintf(text, sizeof text, "bend %.0f %%", point.bend * 100);
    return tree()->show_bubble(text, bounds());
  }
  if (options_.text) return tree()->show_bubble(options_.text(point.x, point.y), bounds());
  std::snprintf(text, sizeof text, "%.1f %%\n%.1f %%", point.x * 100, point.y * 100);
  tree()->show_bubble(text, bounds());
}

// The pointer.

void CurveEditor::double_click(const gui::PointerEvent& event) {
  const gui::Rect area = field();
  const Handle below = handle_at(event.position);
  const bool is_bent = below.part == Part::bend && curve_.points()[below.index].bend != 0;
  gesture([&](BreakpointCurve& next) {
    if (below.part == Part::point) {
      next.remove(below.index);
    } else if (is_bent) {
      next.bend(below.index, 0);
    } else if (const auto added = next.add((event.position.x - area.x) / area.width,
                                           (area.bottom() - event.position.y) / area.height)) {
      chosen_ = *added;
    }
  });
}

bool CurveEditor::press(const gui::PointerEvent& event) {
  if (event.button != gui::PointerEvent::Button::left) return false;
  if (context() == nullptr) return true;
  if (event.clicks == 2) {
    double_click(event);
    return true;
  }
  dragged_ = handle_at(event.position);
  if (dragged_.part == Part::none) return true;
  const CurvePoint& point = curve_.points()[dragged_.index];
  last_ = event.position;
  wanted_ = dragged_.part == Part::bend ? gui::Point{0, point.bend} : gui::Point{point.x, point.y};
  if (dragged_.part == Part::point) choose(dragged_.index);
  begin();
  return true;
}

void CurveEditor::drag(const gui::PointerEvent& event) {
  const gui::Rect area = field();
  const bool bends = dragged_.part == Part::bend;
  const double right = (event.position.x - last_.x) / std::max(area.width, 1.0);
  const double up = (last_.y - event.position.y) / std::max(area.height, 1.0);
  const double share = finer(event);
  wanted_.x = std::clamp(wanted_.x + right * share, 0.0, 1.0);
  wanted_.y = std::clamp(wanted_.y + up * share * (bends ? 2 : 1), bends ? -1.0 : 0.0, 1.0);
  last_ = event.position;
  BreakpointCurve next = curve_;
  if (bends) {
    next.bend(dragged_.index, wanted_.y);
  } else {
    next.move(dragged_.index, wanted_.x, wanted_.y);
  }
  change(std::move(next));
  if (before_) show_value();
}

bool CurveEditor::pointer(const gui::PointerEvent& event) {
  const gui::Rect area = field();
  if (!(area.width > 0 && area.height > 0)) return false;
  switch (event.kind) {
    case Kind::press:
      return press(event);
    case Kind::move: {
      if (before_ && dragged_.part != Part::none) {
        drag(event);
        return true;
      }
      const Handle below = handle_at(event.position);
      if (std::exchange(hovered_, below) != below) invalidate();
      return true;
    }
    case Kind::release:
      if (before_ && tree() != nullptr) tree()->show_bubble({}, {});
      closing();
      invalidate();
      return true;
    default:
      return false;
  }
}

void CurveEditor::hover_changed(bool is_hovered) {
  if (is_hovered) return;
  hovered_ = {};
  invalidate();
}

// The keyboard.

bool CurveEditor::typed(const gui::KeyEvent& event) {
  if (event.control) {
    if (event.letter == U'z') return step(!event.shift);
    return event.letter == U'y' && step(false);
  }
  const double bend = curve_.points()[chosen_].bend;
  const auto bends = [&](double to) {
    if (chosen_ + 1 == curve_.points().size()) return true;  // nothing follows the last one
    return gesture([&](BreakpointCurve& next) { next.bend(chosen_, to); });
  };
  if (event.text == "+") return bends(bend + kBend);
  if (event.text == "-") return bends(bend - kBend);
  return event.text == "0" && bends(0);
}

bool CurveEditor::key(const gui::KeyEvent& event) {
  if (event.kind != gui::KeyEvent::Kind::press || context() == nullptr || before_) return false;
  const auto points = curve_.points();
  const double length = kStep * finer(event);
  const auto moves = [&](double right, double up) {
    return gesture([&](BreakpointCurve& next) {
      next.move(chosen_, points[chosen_].x + right, points[chosen_].y + up);
    });
  };
  switch (event.key) {
    case gui::Key::left:
      return moves(-length, 0);
    case gui::Key::right:
      return moves(length, 0);
    case gui::Key::up:
      return moves(0, length);
    case gui::Key::down:
      return moves(0, -length);
    case gui::Key::home:
      return choose(0), true;
    case gui::Key::end:
      return choose(points.size() - 1), true;
    case gui::Key::page_down:
      return choose((chosen_ + 1) % points.size()), true;
    case gui::Key::page_up:
      return choose((chosen_ + points.size() - 1) % points.size()), true;
    case gui::Key::insert: {
      // Half-way to the next point, or from the one before to the last.
      const std::size_t from = std::min(chosen_, points.size() - 2);
      const double x = (points[from].x + points[from + 1].x) / 2;
      return gesture([&](BreakpointCurve& next) {
        if (const auto added = next.add(x, next.at(x))) chosen_ = *added;
      });
    }
    case gui::Key::del:
    case gui::Key::backspace:
      return gesture([&](BreakpointCurve& next) { next.remove(chosen_); });
    case gui::Key::other:
      return typed(event);
    default:
      return false;
  }
}

void CurveEditor::field_changed(const AnyField& field) {
  if (&field == options_.field) read_again();
}

void CurveEditor::opened() {
  read_again();
}

void CurveEditor::closing() noexcept {
  dragged_ = {};
  end();
}

std::unique_ptr<CurveEditor> curve_editor(CurveOptions options) {
  return std::make_unique<CurveEditor>(std::move(options));
}

std::unique_ptr<CurveEditor> curve_editor(Field<BreakpointCurve>& field) {
  return curve_editor(
      CurveOptions{.read = [&field] { return field.value(); },
                   .write = [&field](const BreakpointCurve& curve) { field.set(curve); },
                   .field = &field});
}

}  // namespace attacca::widgets
