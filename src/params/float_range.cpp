// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/float_range.hpp"

#include <cmath>

namespace attacca {

double FloatRange::clamp(double plain) const noexcept {
  if (!(plain > min_)) return min_;
  return plain < max_ ? plain : max_;
}

double FloatRange::snap(double plain) const noexcept {
  plain = clamp(plain);
  if (step_ == 0.0 || plain == min_ || plain == max_) return plain;
  // A tenth has no exact double, and three times it is not the double nearest to 0.3.
  const double per_unit = std::round(1.0 / step_);
  const bool divides_one = std::fabs(per_unit * step_ - 1.0) < 1e-12;
  const double on_step =
      divides_one ? std::round(plain * per_unit) / per_unit : std::round(plain / step_) * step_;
  // The ends count too, where they lie between two steps.
  const double nearest = clamp(on_step);
  if (max_ - plain < std::fabs(nearest - plain)) return max_;
  if (plain - min_ < std::fabs(nearest - plain)) return min_;
  return nearest;
}

std::uint32_t FloatRange::equal_steps() const noexcept {
  if (!(step_ > 0.0) || shape_ != Shape::linear) return 0;
  const double steps = (max_ - min_) / step_;
  const double before = min_ / step_;
  const bool whole =
      std::fabs(steps - std::round(steps)) < 1e-9 && std::fabs(before - std::round(before)) < 1e-9;
  // More are not told apart by hosts that hand values on as float.
  return whole && steps <= 1 << 22 ? static_cast<std::uint32_t>(std::lround(steps)) : 0;
}

double FloatRange::normalize(double plain) const noexcept {
  double place = 0.0;
  if (step_ != 0.0) plain = snap(plain);
  if (plain >= max_) {
    place = 1.0;
  } else if (plain > min_) {
    place = place_of(plain);
  }
  return reversed_ ? 1.0 - place : place;
}

double FloatRange::denormalize_any(double normalized) const noexcept {
  const double place = reversed_ ? 1.0 - normalized : normalized;
  if (!(place > 0.0)) return min_;
  if (place >= 1.0) return max_;
  const double plain = at_place(place);
  return step_ == 0.0 ? clamp(plain) : snap(plain);
}

/// Where a value between the ends lies, 0..1, without reversing.
inline double FloatRange::place_of(double plain) const noexcept {
  const double even = (plain - min_) / (max_ - min_);
  if (factor_ == 1.0 && shape_ <= Shape::skewed) return even;
  switch (shape_) {
    case Shape::linear:
      break;
    case Shape::skewed:
      return std::pow(even, factor_);
    case Shape::symmetrical: {
      const double end = plain < center_ ? min_ : max_;
      const double half = 0.5 * std::pow((plain - center_) / (end - center_), factor_);
      return plain < center_ ? 0.5 - half : 0.5 + half;
    }
    case Shape::logarithmic:
      return std::log(plain / min_) / std::log(max_ / min_);
  }
  return even;
}

inline double FloatRange::at_place(double place) const noexcept {
  switch (shape_) {
    case Shape::linear:
      break;
    case Shape::skewed:
      if (factor_ != 1.0) place = std::pow(place, 1.0 / factor_);
      break;
    case Shape::symmetrical: {
      const double end = place < 0.5 ? min_ : max_;
      const double part = std::pow(std::fabs(2.0 * place - 1.0), 1.0 / factor_);
      return center_ + (end - center_) * part;
    }
    case Shape::logarithmic:
      return min_ * std::pow(max_ / min_, place);
  }
  return min_ + (max_ - min_) * place;
}

}  // namespace attacca
