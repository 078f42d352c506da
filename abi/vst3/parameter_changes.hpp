// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// The points of one parameter in one block, sorted by offset, with straight lines between them.
/// Who does not ramp takes the last point.
/// Implemented by the host; reached through IParameterChanges. Mandatory.
class IParamValueQueue : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x01263A18, 0xED074F6F, 0x98C9D356, 0x4686F9BA);

  /// [audio] The parameter.
  virtual ParamID getParameterId() = 0;

  /// [audio] The number of points.
  virtual std::int32_t getPointCount() = 0;

  /// [audio] Fills the offset in samples and the normalized value of the point at `index`.
  virtual TResult getPoint(std::int32_t index, std::int32_t& sampleOffset, ParamValue& value) = 0;

  /// [audio] Adds or replaces the point at that offset. Out: index, where it went. Refused when
  /// full.
  virtual TResult addPoint(std::int32_t sampleOffset, ParamValue value, std::int32_t& index) = 0;

 protected:
  ~IParamValueQueue() = default;
};

/// The changed parameters of one block, each with a queue. A parameter may own several queues;
/// unknown ids are to be ignored.
/// Implemented by the host; reached through ProcessData::inputParameterChanges /
/// outputParameterChanges. Mandatory.
class IParameterChanges : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0xA4779663, 0x0BB64A56, 0xB44384A8, 0x466FEB9D);

  /// [audio] The number of queues.
  virtual std::int32_t getParameterCount() = 0;

  /// [audio] The queue at `index`, borrowed; null beyond the end.
  virtual IParamValueQueue* getParameterData(std::int32_t index) = 0;

  /// [audio] The queue of `id`, new or existing, borrowed. Out: index. May be null when there is
  /// no room.
  virtual IParamValueQueue* addParameterData(const ParamID& id, std::int32_t& index) = 0;

 protected:
  ~IParameterChanges() = default;
};

}  // namespace attacca::vst3
