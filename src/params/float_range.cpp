// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/float_range.hpp"

#include <cmath>

namespace attacca {

double FloatRange::clamp(double plain) const noexcept {
  if (!(plain > min_)) return min_;
  return plain < max_ ? plain : max_;
}

double FloatRange::normalize(double plain) const noexcept {
  if (!(plain > min_)) return 0.0;
  if (plain >= max_) return 1.0;
  const double position = (plain - min_) / (max_ - min_);
  return factor_ == 1.0 ? position : std::pow(position, factor_);
}

double FloatRange::denormalize(double normalized) const noexcept {
  if (!(normalized > 0.0)) return min_;
  if (normalized >= 1.0) return max_;
  const double position = factor_ == 1.0 ? normalized : std::pow(normalized, 1.0 / factor_);
  return clamp(min_ + (max_ - min_) * position);
}

}  // namespace attacca
