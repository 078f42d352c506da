// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Curves that are under way.

#include <algorithm>
#include <cmath>
#include <limits>

#include "parlando/musician/performer.hpp"

namespace parlando {
namespace {

using attacca::ChannelPressure;
using attacca::Event;
using attacca::PitchBend;
using attacca::Sent;

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

bool is_same_target(const Task& a, const Task& b) noexcept {
  const CurveTarget& x = a.curve->target;
  const CurveTarget& y = b.curve->target;
  return x.kind == y.kind && x.controller == y.controller && x.expression == y.expression &&
         a.channel == b.channel && a.key == b.key && a.note == b.note;
}

/// Steps that a receiver can tell apart over the whole range.
double steps_of(const CurveTarget& target) noexcept {
  switch (target.kind) {
    case CurveTarget::Kind::bend:
      return 16'383;
    case CurveTarget::Kind::expression:
      return target.expression == ExpressionKind::tuning ? 24'000 : 1'023;
    case CurveTarget::Kind::controller:
    case CurveTarget::Kind::pressure:
      break;
  }
  return 127;
}

}  // namespace

/// For any number of seconds, at least one.
std::int64_t Performer::samples_of(double seconds) const noexcept {
  return std::llround(std::clamp(seconds * clock_.sample_rate(), 1.0, 1e15));
}

/// The curve keeps its task as long as it is under way.
void Performer::begin_curve(Task* task, std::uint32_t frame) noexcept {
  for (std::size_t i = 0; i < curve_count_; ++i) {
    if (!is_same_target(*curves_[i], *task)) continue;
    end_curve(i);
    break;
  }
  if (curve_count_ == kMostCurves) {
    exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
    return give_back(task);
  }
  CurveWork& curve = *task->curve;
  const ExpressionRange range = range_of(curve.target);
  const bool is_by_beat = task->when == When::Kind::beat;
  const double seconds = is_by_beat
                             ? task->duration / stretch_->beats_per_frame / clock_.sample_rate()
                             : task->duration;
  curve.walk.emplace(CurveWalk::Range{.from = curve.from,
                                      .to = curve.to,
                                      .length = samples_of(seconds),
                                      .steps = steps_of(curve.target),
                                      .low = range.low,
                                      .high = range.high},
                     curve.shape);
  curve.begin_sample = clock_.samples() + frame;
  curve.beats_per_frame = stretch_->beats_per_frame;
  curve.next.reset();
  curve.asked_until = INT64_MIN;
  curves_[curve_count_++] = task;
}

void Performer::end_curve(std::size_t index) noexcept {
  give_back(curves_[index]);
  curves_[index] = curves_[--curve_count_];
}

/// Curves that are timed by beats keep to them when the tempo changes.
void Performer::stretch_curves() noexcept {
  if (!stretch_->rolls()) return;
  for (std::size_t i = 0; i < curve_count_; ++i) {
    CurveWork& curve = *curves_[i]->curve;
    if (curves_[i]->when != When::Kind::beat) continue;
    if (curve.beats_per_frame == stretch_->beats_per_frame) continue;
    const double factor = curve.beats_per_frame / stretch_->beats_per_frame;
    curve.beats_per_frame = stretch_->beats_per_frame;
    curve.walk->stretch(factor);
    const auto gone = static_cast<double>(clock_.samples() - curve.begin_sample);
    curve.begin_sample = clock_.samples() - std::llround(gone * factor);
    curve.next.reset();
    curve.asked_until = INT64_MIN;
  }
}

/// The frame of the next value of any curve before `end`; those that are over go. A curve is not
/// asked again for what it does not have: that costs as much as a value.
std::int64_t Performer::next_curve(std::uint32_t end) noexcept {
  std::int64_t first = kNever;
  if (curve_events_ >= kMostCurveEvents) {
    pass_over_curves(end);
    return first;
  }
  for (std::size_t i = 0; i < curve_count_;) {
    CurveWork& curve = *curves_[i]->curve;
    const std::int64_t begin = curve.begin_sample - clock_.samples();
    if (!curve.next && curve.asked_until < end - begin) {
      curve.next = curve.walk->next(end - begin);
      curve.asked_until = end - begin;
    }
    if (!curve.next) {
      if (curve.walk->is_over()) {
        end_curve(i);
      } else {
        ++i;
      }
      continue;
    }
    if (const std::int64_t frame = begin + curve.next->frame; frame < first) {
      first = frame;
      next_curve_ = i;
    }
    ++i;
  }
  return first;
}

/// What is left of this block is too much: values are due again at its end.
void Performer::pass_over_curves(std::uint32_t end) noexcept {
  for (std::size_t i = 0; i < curve_count_; ++i) {
    CurveWork& curve = *curves_[i]->curve;
    const std::int64_t from_begin = end - (curve.begin_sample - clock_.samples());
    const bool is_passed = !curve.next && curve.asked_until >= from_begin;
    if (is_passed || curve.walk->is_over()) continue;
    curve.walk->skip_to(from_begin);
    curve.next.reset();
    curve.asked_until = from_begin;
  }
}

void Performer::play_curve(std::uint32_t frame) noexcept {
  const Task& task = *curves_[next_curve_];
  CurveWork& curve = *task.curve;
  const double value = curve.next->value;
  curve.next.reset();
  curve.asked_until = INT64_MIN;
  expressed_ = 0;
  Sent sent = Sent::sent;
  switch (curve.target.kind) {
    case CurveTarget::Kind::controller:
      sent = send_controller(task.channel, static_cast<std::uint8_t>(curve.target.controller),
                             value, frame);
      break;
    case CurveTarget::Kind::bend: {
      PitchBend bend;
      bend.channel = task.channel;
      bend.value = value;
      sent = to_->send(Event(frame, bend));
      break;
    }
    case CurveTarget::Kind::pressure: {
      ChannelPressure pressure;
      pressure.channel = task.channel;
      pressure.value = value;
      sent = to_->send(Event(frame, pressure));
      break;
    }
    case CurveTarget::Kind::expression:
      express(task.note, task.key, task.channel, to_expression(curve.target.expression), value,
              frame);
      break;
  }
  curve_events_ += std::max(expressed_, 1u);
  if (sent == Sent::no_room) exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace parlando
