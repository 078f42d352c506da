// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/breakpoint_curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "attacca/state/state_form.hpp"

namespace attacca {

namespace {

constexpr double kSteepest = 8;

double within(double value, double low, double high) noexcept {
  return value > low ? std::min(value, high) : low;  // NaN: low
}

bool is_within(double value, double low, double high) noexcept {
  return value >= low && value <= high;
}

/// How far the curve has come at `t`, both 0..1. Above the line a rise is quick at first, a fall
/// late.
double way(double t, double bend, bool rises) noexcept {
  const double k = kSteepest * bend * (rises ? -1 : 1);
  return std::abs(k) < 1e-6 ? t : std::expm1(k * t) / std::expm1(k);
}

/// The first point that lies to the right of `x`.
auto first_beyond(std::span<const CurvePoint> points, double x) noexcept {
  return std::upper_bound(points.begin(), points.end(), x,
                          [](double place, const CurvePoint& point) { return place < point.x; });
}

}  // namespace

std::optional<BreakpointCurve> BreakpointCurve::through(std::vector<CurvePoint> points) {
  if (points.size() < 2 || points.size() > kMostPoints) return std::nullopt;
  if (points.front().x != 0 || points.back().x != 1) return std::nullopt;
  double before = 0;
  for (const CurvePoint& point : points) {
    if (!is_within(point.x, before, 1) || !is_within(point.y, 0, 1) ||
        !is_within(point.bend, -1, 1)) {
      return std::nullopt;
    }
    before = point.x;
  }
  BreakpointCurve curve;
  curve.points_ = std::move(points);
  return curve;
}

double BreakpointCurve::at(double x) const noexcept {
  const std::span<const CurvePoint> all = points_;
  const auto next = first_beyond(all, within(x, 0, 1));
  if (next == all.end()) return all.back().y;
  if (next == all.begin()) return all.front().y;
  const CurvePoint& from = *(next - 1);
  const double t = (within(x, 0, 1) - from.x) / (next->x - from.x);
  return from.y + (next->y - from.y) * way(t, from.bend, next->y > from.y);
}

std::optional<std::size_t> BreakpointCurve::add(double x, double y) {
  if (points_.size() >= kMostPoints) return std::nullopt;
  x = within(x, 0, 1);
  const std::span<const CurvePoint> all = points_;
  const auto next = first_beyond(all, x);
  // The ends stay the ends.
  const std::size_t place =
      std::clamp<std::size_t>(static_cast<std::size_t>(next - all.begin()), 1, all.size() - 1);
  CurvePoint& from = points_[place - 1];
  const double length = points_[place].x - from.x;
  // A part of an exponential is one: its k is the part's share of the whole.
  const double share = length > 0 ? (x - from.x) / length : 0;
  const CurvePoint added{x, within(y, 0, 1), from.bend * (1 - share)};
  from.bend *= share;
  points_.insert(points_.begin() + static_cast<std::ptrdiff_t>(place), added);
  return place;
}

bool BreakpointCurve::remove(std::size_t index) {
  if (index == 0 || index >= points_.size() - 1) return false;
  points_.erase(points_.begin() + static_cast<std::ptrdiff_t>(index));
  return true;
}

void BreakpointCurve::move(std::size_t index, double x, double y) {
  if (index >= points_.size()) return;
  CurvePoint& point = points_[index];
  const bool is_end = index == 0 || index + 1 == points_.size();
  if (!is_end) point.x = within(x, points_[index - 1].x, points_[index + 1].x);
  point.y = within(y, 0, 1);
}

void BreakpointCurve::bend(std::size_t index, double bend) {
  if (index < points_.size() - 1) points_[index].bend = within(bend, -1, 1);
}

StateValue to_state(const BreakpointCurve& curve) {
  std::vector<std::array<double, 3>> form;
  for (const CurvePoint& point : curve.points()) form.push_back({point.x, point.y, point.bend});
  return state_form(form);
}

bool from_state(const StateValue& value, BreakpointCurve& curve) {
  std::vector<std::array<double, 3>> form;
  if (!read_state_form(value, form)) return false;
  std::vector<CurvePoint> points;
  for (const auto& [x, y, bend] : form) points.push_back({x, y, bend});
  auto read = BreakpointCurve::through(std::move(points));
  if (read) curve = std::move(*read);
  return read.has_value();
}

}  // namespace attacca
