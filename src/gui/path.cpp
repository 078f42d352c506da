// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/path.hpp"

#include <cmath>

namespace attacca::gui {

Path& Path::move_to(Point to) {
  steps_.push_back({.verb = Verb::move, .end = to});
  return *this;
}

Path& Path::line_to(Point to) {
  steps_.push_back({.verb = Verb::line, .end = to});
  return *this;
}

Path& Path::curve_to(Point control_1, Point control_2, Point to) {
  steps_.push_back(
      {.verb = Verb::curve, .end = to, .control_1 = control_1, .control_2 = control_2});
  return *this;
}

Path& Path::arc(Point center, double radius, double from_angle, double to_angle) {
  steps_.push_back(
      {.verb = Verb::arc,
       .end = {center.x + radius * std::cos(to_angle), center.y + radius * std::sin(to_angle)},
       .control_1 = center,
       .radius = radius,
       .from_angle = from_angle,
       .to_angle = to_angle});
  return *this;
}

Path& Path::close() {
  steps_.push_back({.verb = Verb::close});
  return *this;
}

}  // namespace attacca::gui
