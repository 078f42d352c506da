// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/param_curve.hpp"

#include "attacca/params/param.hpp"
#include "params/param_store.hpp"

namespace attacca {
namespace {

const ParamValue* point_of(const Event& event, const Param* param) noexcept {
  const auto* const value = event.get_if<ParamValue>();
  return value != nullptr && value->param == param ? value : nullptr;
}

}  // namespace

ParamCurve::ParamCurve(const Param& param, std::span<const Event> events, std::uint32_t frames,
                       bool are_lines) noexcept
    : param_(&param),
      events_(events),
      frames_(frames),
      start_(core::ParamStore::working(param)),
      are_lines_(are_lines) {
  for (const Event& event : events) {
    const ParamValue* const first = point_of(event, param_);
    if (first == nullptr) continue;
    start_ = first->before;
    break;
  }
}

void ParamCurve::Iterator::advance() noexcept {
  const double from = has_value_ ? value_ : curve_->start_;
  const std::uint32_t begin = piece_.end;
  if (begin >= curve_->frames_) {
    is_end_ = true;
    return;
  }
  double at_begin = from;
  for (; next_ < curve_->events_.size(); ++next_) {
    const Event& event = curve_->events_[next_];
    const ParamValue* const point = point_of(event, curve_->param_);
    if (point == nullptr) continue;
    if (event.frame > begin) {
      piece_ = {begin, event.frame, at_begin, curve_->are_lines_ ? point->normalized : at_begin};
      value_ = point->normalized;
      has_value_ = true;
      // A step begins where the line would have ended: the point itself is used up either way.
      ++next_;
      return;
    }
    at_begin = point->normalized;
  }
  piece_ = {begin, curve_->frames_, at_begin, at_begin};
  value_ = at_begin;
  has_value_ = true;
}

}  // namespace attacca
