// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/events.hpp"

#include <algorithm>

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
  event = {.frame = point.frame, .param = point.param, .normalized = point.normalized};
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
  Param* const param = params_->find_stable(data->getParameterId());
  if (param == nullptr || param->flags().read_only) return;
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
