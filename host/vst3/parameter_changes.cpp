// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/parameter_changes.hpp"

#include <algorithm>

namespace attacca::host {

using namespace vst3;  // the results, which every line names

TResult ParamValueQueue::getPoint(std::int32_t index, std::int32_t& sampleOffset,
                                  ParamValue& value) {
  if (index < 0 || static_cast<std::size_t>(index) >= count_) return kInvalidArgument;
  sampleOffset = points_[index].offset;
  value = points_[index].value;
  return kResultTrue;
}

TResult ParamValueQueue::addPoint(std::int32_t sampleOffset, ParamValue value,
                                  std::int32_t& index) {
  std::size_t place = count_;
  while (place > 0 && points_[place - 1].offset >= sampleOffset) --place;
  const bool replaces = place < count_ && points_[place].offset == sampleOffset;
  if (!replaces && count_ == kPoints) {
    place = std::min(place, kPoints - 1);
  } else if (!replaces) {
    std::move_backward(points_ + place, points_ + count_, points_ + count_ + 1);
    ++count_;
  }
  points_[place] = {sampleOffset, value};
  index = static_cast<std::int32_t>(place);
  return kResultTrue;
}

ParameterChanges::ParameterChanges(std::size_t queues)
    : queues_(std::make_unique<ParamValueQueue[]>(queues)), capacity_(queues) {}

bool ParameterChanges::add(ParamID id, std::int32_t offset, double normalized) noexcept {
  std::int32_t index = 0;
  IParamValueQueue* const queue = addParameterData(id, index);
  return queue != nullptr && queue->addPoint(offset, normalized, index) == kResultTrue;
}

IParamValueQueue* ParameterChanges::getParameterData(std::int32_t index) {
  if (index < 0 || static_cast<std::size_t>(index) >= count_) return nullptr;
  return &queues_[static_cast<std::size_t>(index)];
}

IParamValueQueue* ParameterChanges::addParameterData(const ParamID& id, std::int32_t& index) {
  for (std::size_t i = 0; i < count_; ++i) {
    if (queues_[i].getParameterId() == id) {
      index = static_cast<std::int32_t>(i);
      return &queues_[i];
    }
  }
  if (count_ == capacity_) return nullptr;
  queues_[count_].start(id);
  index = static_cast<std::int32_t>(count_);
  return &queues_[count_++];
}

}  // namespace attacca::host
