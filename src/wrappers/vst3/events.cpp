// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/events.hpp"

#include <algorithm>
#include <optional>

#include "base/limits.hpp"

namespace attacca::vst3_wrapper {

inline bool QueueSource::earlier(const Point& a, const Point& b) noexcept {
  if (a.frame != b.frame) return a.frame < b.frame;
  if (a.queue != b.queue) return a.queue < b.queue;
  return a.index < b.index;
}

bool QueueSource::next(core::ParamEvent& event) noexcept {
  if (read_ == count_) {
    if (!more_) return false;
    refill();
    if (count_ == 0) return false;
  }
  const Point& point = points_[read_++];
  event.frame = point.frame;
  event.param = point.param;
  event.normalized = point.normalized;
  event.modulates = false;
  if (point.param == nullptr) {
    other_ = controllers_->event_of(point.controller, point.normalized);
    event.transport = nullptr;
    event.other = &other_;
  }
  return true;
}

void QueueSource::refill() noexcept {
  if (count_ > 0) {
    last_ = points_[count_ - 1];
    has_last_ = true;
  }
  count_ = 0;
  read_ = 0;
  more_ = false;
  in_order_ = true;
  const std::int32_t queues = changes_->getParameterCount();
  for (std::int32_t queue = 0; queue < queues; ++queue) read_queue(queue);
  if (!in_order_) sort();
}

// Rare, as hosts mostly send them in order: by the heap that the case of too many needs anyway.
void QueueSource::sort() noexcept {
  const auto end = points_.begin() + static_cast<std::ptrdiff_t>(count_);
  if (!more_) std::make_heap(points_.begin(), end, earlier);
  std::sort_heap(points_.begin(), end, earlier);
}

inline void QueueSource::read_queue(std::int32_t queue) noexcept {
  vst3::IParamValueQueue* const data = changes_->getParameterData(queue);
  if (data == nullptr) return;
  const vst3::ParamID id = data->getParameterId();
  Param* const param = params_->find_stable(id);
  if (param != nullptr && param->flags().read_only) return;
  std::optional<std::uint32_t> controller;
  if (param == nullptr) {
    if (controllers_ != nullptr) controller = controllers_->number_of(id);
    if (!controller) return;
  }
  const std::int32_t points = std::min(data->getPointCount(), core::kMostParamPoints);
  for (std::int32_t index = 0; index < points; ++index) {
    std::int32_t offset = 0;
    double normalized = 0.0;
    if (data->getPoint(index, offset, normalized) != vst3::kResultOk) return;
    // Written where it stays; beyond the last place, beside the others.
    Point& point = count_ < kCapacity ? points_[count_] : spare_;
    point.frame = static_cast<std::uint32_t>(std::max(offset, 0));
    point.queue = queue;
    point.index = index;
    point.controller = controller.value_or(0);
    point.param = param;
    point.normalized = normalized;
    accept(point);
  }
}

inline void QueueSource::accept(const Point& point) noexcept {
  if (has_last_ && !earlier(last_, point)) return;
  if (count_ == kCapacity) {
    replace_latest(point);
    return;
  }
  in_order_ = in_order_ && (count_ == 0 || earlier(points_[count_ - 1], point));
  ++count_;
}

/// No room: keeps the earliest, in a heap whose top is the latest of them.
void QueueSource::replace_latest(const Point& point) noexcept {
  if (!more_) std::make_heap(points_.begin(), points_.end(), earlier);
  more_ = true;
  in_order_ = false;
  if (!earlier(point, points_.front())) return;
  std::pop_heap(points_.begin(), points_.end(), earlier);
  points_.back() = point;
  std::push_heap(points_.begin(), points_.end(), earlier);
}

MergedSource::MergedSource(QueueSource& points, vst3::IEventList* events, const NotePorts& ports,
                           BlockBytes& bytes) noexcept
    : points_(points), events_(events), ports_(ports), bytes_(bytes) {
  if (events_ != nullptr) size_ = events_->getEventCount();
  has_point_ = points_.next(point_);
  read_note();
}

void MergedSource::read_note() noexcept {
  has_note_ = false;
  while (index_ < size_ && !has_note_) {
    vst3::Event from = {};
    if (events_->getEvent(index_++, from) != vst3::kResultOk) continue;
    if (!read_note_event(from, ports_, bytes_, notes_[next_note_])) continue;
    note_frame_ = std::max(note_frame_, static_cast<std::uint32_t>(std::max(from.sampleOffset, 0)));
    has_note_ = true;
  }
}

bool MergedSource::next(core::ParamEvent& event) noexcept {
  if (has_note_ && (!has_point_ || note_frame_ < point_.frame)) {
    event.frame = note_frame_;
    event.param = nullptr;
    event.transport = nullptr;
    event.other = &notes_[next_note_];
    next_note_ = 1 - next_note_;
    read_note();
    return true;
  }
  if (!has_point_) return false;
  event.frame = point_.frame;
  event.param = point_.param;
  event.normalized = point_.normalized;
  event.modulates = false;
  if (point_.param == nullptr) {
    controller_ = *point_.other;
    event.transport = nullptr;
    event.other = &controller_;
  }
  has_point_ = points_.next(point_);
  return true;
}

bool ChangeSink::value(std::uint32_t frame, const Param& param, double normalized) noexcept {
  if (changes_ == nullptr) return false;
  std::int32_t index = 0;
  const vst3::ParamID id = param.stable_id();
  vst3::IParamValueQueue* const queue = changes_->addParameterData(id, index);
  if (queue == nullptr) return false;
  const auto offset = static_cast<std::int32_t>(std::min(frame, std::uint32_t{INT32_MAX}));
  return queue->addPoint(offset, normalized, index) == vst3::kResultOk;
}

}  // namespace attacca::vst3_wrapper
